package dev.wangge.platform.seal;

import dev.wangge.platform.phone.PhoneNumber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals personal data: AES-256-GCM under a key of its own, which is wrapped by the master key and
 * travels in the envelope. Whoever deletes the envelope has destroyed the key.
 */
public final class Vault {
    private static final int NONCE = 12;
    private static final int WRAPPED = NONCE + 32 + 16;
    private final SecureRandom random = new SecureRandom();
    private final SecretKey wrapping;
    private final SecretKey signing;
    private final SecretKey indexing;

    /**
     * @param masterKey 32 random bytes
     * @throws IllegalArgumentException when it is of another length
     */
    public Vault(byte[] masterKey) {
        if (masterKey.length != 32) {
            throw new IllegalArgumentException(
                    "WANGGE_MASTER_KEY must be base64 of 32 random bytes");
        }
        wrapping = derive(masterKey, "seal", "AES");
        signing = derive(masterKey, "link", "HmacSHA256");
        indexing = derive(masterKey, "blind index", "HmacSHA256");
    }

    /** The vault of this key. */
    public Vault(MasterKey key) {
        this(key.bytes());
    }

    private static SecretKey derive(byte[] masterKey, String purpose, String algorithm) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            algorithm,
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(masterKey)
                                    .thenExpand(purpose(purpose), 32));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What tells a key derived for one purpose from that for another. */
    static byte[] purpose(String purpose) {
        return "wangge %s v1".formatted(purpose).getBytes(StandardCharsets.UTF_8);
    }

    /** Seals a text; {@code owner} is bound to it and must be given again to open it. */
    public String seal(String text, String owner) {
        var key = bytes(32);
        var wrapped = crypt(Cipher.ENCRYPT_MODE, wrapping, bytes(NONCE), key, owner);
        var sealed =
                crypt(
                        Cipher.ENCRYPT_MODE,
                        new SecretKeySpec(key, "AES"),
                        bytes(NONCE),
                        text.getBytes(StandardCharsets.UTF_8),
                        owner);
        return Base64.getEncoder()
                .encodeToString(
                        ByteBuffer.allocate(wrapped.length + sealed.length)
                                .put(wrapped)
                                .put(sealed)
                                .array());
    }

    /**
     * Opens what {@link #seal} made.
     *
     * @throws BrokenSeal when it was made by another master key, for another owner, or changed
     */
    public String open(String envelope, String owner) {
        try {
            var all = Base64.getDecoder().decode(envelope);
            var key = opened(wrapping, Arrays.copyOfRange(all, 0, WRAPPED), owner);
            var text =
                    opened(
                            new SecretKeySpec(key, "AES"),
                            Arrays.copyOfRange(all, WRAPPED, all.length),
                            owner);
            return new String(text, StandardCharsets.UTF_8);
        } catch (RuntimeException e) {
            throw new BrokenSeal(e);
        }
    }

    /** The first 128 bits of HMAC-SHA256 over the bytes. */
    public byte[] sign(byte[] payload) {
        return mac(signing, payload);
    }

    /**
     * A blind index of a phone: equal for equal numbers however they are written, and nothing can
     * be read back from it. 32 hexadecimal digits; empty when no phone is in the text.
     */
    public String blindIndexOf(String phone) {
        return PhoneNumber.firstIn(phone)
                .map(PhoneNumber::digits)
                .map(digits -> mac(indexing, digits.getBytes(StandardCharsets.US_ASCII)))
                .map(HexFormat.of()::formatHex)
                .orElse("");
    }

    private static byte[] mac(SecretKey key, byte[] payload) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return Arrays.copyOf(mac.doFinal(payload), 16);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether {@link #sign} made this signature, compared in constant time. */
    public boolean signed(byte[] payload, byte[] signature) {
        return MessageDigest.isEqual(sign(payload), signature);
    }

    private byte[] opened(SecretKey key, byte[] nonceAndText, String owner) {
        var nonce = Arrays.copyOf(nonceAndText, NONCE);
        var text = Arrays.copyOfRange(nonceAndText, NONCE, nonceAndText.length);
        var out = crypt(Cipher.DECRYPT_MODE, key, nonce, text, owner);
        return Arrays.copyOfRange(out, NONCE, out.length);
    }

    private static byte[] crypt(int mode, SecretKey key, byte[] nonce, byte[] text, String owner) {
        try {
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(128, nonce));
            cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
            var out = cipher.doFinal(text);
            return ByteBuffer.allocate(nonce.length + out.length).put(nonce).put(out).array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] bytes(int n) {
        var bytes = new byte[n];
        random.nextBytes(bytes);
        return bytes;
    }

    /** The envelope cannot be opened with this key for this owner. */
    public static final class BrokenSeal extends RuntimeException {
        BrokenSeal(Throwable cause) {
            super("The seal is broken or belongs to another", cause);
        }
    }
}
