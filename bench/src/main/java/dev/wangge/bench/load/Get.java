package dev.wangge.bench.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** The bytes of a GET. */
public record Get(int port, String token) {
    public byte[] of(String path) {
        return ("GET "
                        + path
                        + " HTTP/1.1\r\nHost: 127.0.0.1:"
                        + port
                        + "\r\nAuthorization: Bearer "
                        + token
                        + "\r\n\r\n")
                .getBytes(ISO_8859_1);
    }
}
