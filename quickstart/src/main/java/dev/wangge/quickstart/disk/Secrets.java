package dev.wangge.quickstart.disk;

import dev.wangge.quickstart.CannotStart;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Properties;

/**
 * What this county must keep to itself: made at random once, then read. Without the master key the
 * contacts in the databases cannot be read any more.
 *
 * @param masterKey WANGGE_MASTER_KEY: 32 bytes in base64
 * @param receiptToken ALIYUN_RECEIPT_TOKEN: part of the address of the receipt callback
 */
public record Secrets(String masterKey, String receiptToken) {

    private static final String MASTER_KEY = "WANGGE_MASTER_KEY";
    private static final String RECEIPT_TOKEN = "ALIYUN_RECEIPT_TOKEN";

    public static Secrets in(Path file) {
        try {
            if (!Files.exists(file)) {
                create(file);
            }
            Properties kept = new Properties();
            kept.load(new StringReader(Files.readString(file)));
            return new Secrets(kept(kept, MASTER_KEY, file), kept(kept, RECEIPT_TOKEN, file));
        } catch (IOException e) {
            throw new CannotStart(
                    CannotStart.SETTINGS, "Cannot read or write " + file + " (" + e + ").");
        }
    }

    /** A secret that nobody can guess: 32 hex digits. */
    public static String random() {
        byte[] token = new byte[16];
        new SecureRandom().nextBytes(token);
        return HexFormat.of().formatHex(token);
    }

    private static String kept(Properties kept, String name, Path file) {
        String value = kept.getProperty(name, "").strip();
        if (value.isEmpty()) {
            throw new CannotStart(CannotStart.SETTINGS, file + " has no " + name + ".");
        }
        return value;
    }

    private static void create(Path file) throws IOException {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        Files.createFile(draft, ownerOnly(file));
        Files.writeString(
                draft,
                MASTER_KEY
                        + "="
                        + Base64.getEncoder().encodeToString(key)
                        + "\n"
                        + RECEIPT_TOKEN
                        + "="
                        + random()
                        + "\n");
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static FileAttribute<?>[] ownerOnly(Path file) {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        };
    }

    /** Never into a log by accident. */
    @Override
    public String toString() {
        return "Secrets";
    }
}
