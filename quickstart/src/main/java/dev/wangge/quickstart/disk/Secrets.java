package dev.wangge.quickstart.disk;

import dev.wangge.quickstart.CannotStart;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
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
 * @param password WANGGE_DEMONSTRATION_PASSWORD: of those who sign in, one for each role
 */
public record Secrets(String masterKey, String receiptToken, String password) {

    private static final String MASTER_KEY = "WANGGE_MASTER_KEY";
    private static final String RECEIPT_TOKEN = "ALIYUN_RECEIPT_TOKEN";
    private static final String PASSWORD = "WANGGE_DEMONSTRATION_PASSWORD";

    public static Secrets in(Path file) {
        try {
            if (!Files.exists(file)) {
                create(file);
            }
            Properties kept = new Properties();
            kept.load(new StringReader(Files.readString(file)));
            if (!kept.containsKey(PASSWORD)) {
                // A county from before people could sign in.
                kept.setProperty(PASSWORD, newPassword());
                Files.writeString(
                        file,
                        PASSWORD + "=" + kept.getProperty(PASSWORD) + "\n",
                        StandardOpenOption.APPEND);
            }
            return new Secrets(
                    kept(kept, MASTER_KEY, file),
                    kept(kept, RECEIPT_TOKEN, file),
                    kept(kept, PASSWORD, file));
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

    /** One that can be typed: 16 hex digits in fours. */
    private static String newPassword() {
        return random().substring(16).replaceAll("(.{4})(?!$)", "$1-");
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
                        + "\n"
                        + PASSWORD
                        + "="
                        + newPassword()
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
