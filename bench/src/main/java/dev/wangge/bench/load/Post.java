package dev.wangge.bench.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.jspecify.annotations.Nullable;

/** The bytes of a POST with a JSON body. */
public record Post(int port, String path, String token) {

    /**
     * One request.
     *
     * @param key an Idempotency-Key, if any
     */
    public byte[] of(byte[] json, @Nullable String key) {
        var keyed = key == null ? "" : "Idempotency-Key: " + key + "\r\n";
        var head =
                ("POST "
                                + path
                                + " HTTP/1.1\r\nHost: 127.0.0.1:"
                                + port
                                + "\r\nAuthorization: Bearer "
                                + token
                                + "\r\nContent-Type: application/json\r\n"
                                + keyed
                                + "Content-Length: "
                                + json.length
                                + "\r\n\r\n")
                        .getBytes(ISO_8859_1);
        var request = new byte[head.length + json.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(json, 0, request, head.length, json.length);
        return request;
    }
}
