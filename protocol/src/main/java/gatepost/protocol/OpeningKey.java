package gatepost.protocol;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * What Sec-WebSocket-Key and Sec-WebSocket-Accept hold (RFC 6455 §4.1, §4.2.2). They show that a
 * server speaks WebSocket and that no cache answered; they are no secret.
 */
final class OpeningKey {
    static final int NONCE_OCTETS = 16;

    private static final int KEY_CHARACTERS = 24;
    private static final String PADDING = "==";
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private OpeningKey() {}

    /**
     * The key that a client sends.
     *
     * @throws IllegalArgumentException where the nonce has not 16 octets
     */
    static String of(byte[] nonce) {
        if (nonce.length != NONCE_OCTETS) {
            throw new IllegalArgumentException(
                    "a nonce has " + NONCE_OCTETS + " octets, not " + nonce.length);
        }
        return Base64.getEncoder().encodeToString(nonce);
    }

    /**
     * Whether a key is 16 octets in base64, with the padding that the JDK's decoder would forgive.
     */
    static boolean isValid(String key) {
        if (key.length() != KEY_CHARACTERS || !key.endsWith(PADDING)) {
            return false;
        }
        int data = KEY_CHARACTERS - PADDING.length();
        for (int i = 0; i < data; i++) {
            char character = key.charAt(i);
            if (!Token.isLetterOrDigit(character) && character != '+' && character != '/') {
                return false;
            }
        }
        return true;
    }

    /** What a server answers to a key. */
    static String accept(String key) {
        byte[] octets = (key + GUID).getBytes(StandardCharsets.ISO_8859_1);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(octets);
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-1", e);
        }
    }
}
