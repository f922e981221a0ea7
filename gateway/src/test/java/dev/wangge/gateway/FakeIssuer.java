package dev.wangge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A provider of OpenID Connect that can be made to lie, and to be away. */
final class FakeIssuer {
    static final String CLIENT = "wangge";
    static final String SECRET = "secret-of-the-provider";
    private final HttpServer server;
    private final RSAKey key = key();
    private final RSAKey another = key();
    private final Map<String, Coming> codes = new ConcurrentHashMap<>();
    private volatile boolean away;

    /** Somebody on their way back: what was asked, and what will be said of them. */
    private record Coming(
            Map<String, String> asked,
            UnaryOperator<JWTClaimsSet.Builder> said,
            boolean byAnothersKey) {}

    FakeIssuer() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(
                "/.well-known/openid-configuration",
                exchange -> answer(exchange, 200, configuration()));
        server.createContext(
                "/jwks",
                exchange -> answer(exchange, 200, new JWKSet(key.toPublicJWK()).toString()));
        server.createContext("/token", this::token);
        server.start();
    }

    private static RSAKey key() {
        try {
            return new RSAKeyGenerator(2048).keyIDFromThumbprint(true).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void isAway(boolean away) {
        this.away = away;
    }

    /** What a browser is sent back with, having been sent there so. */
    String code(String sentTo, UnaryOperator<JWTClaimsSet.Builder> said) {
        return code(sentTo, said, false);
    }

    /** The same, signed by somebody else. */
    String forged(String sentTo, UnaryOperator<JWTClaimsSet.Builder> said) {
        return code(sentTo, said, true);
    }

    private String code(
            String sentTo, UnaryOperator<JWTClaimsSet.Builder> said, boolean byAnothersKey) {
        var code = UUID.randomUUID().toString();
        codes.put(code, new Coming(form(sentTo), said, byAnothersKey));
        return code;
    }

    /** The parameters of a form, or of an address. */
    static Map<String, String> form(String encoded) {
        return Arrays.stream(
                        encoded.replaceFirst("^[^?]*\\?", "")
                                .replaceFirst("#.*", "")
                                .split("&", -1))
                .map(one -> one.split("=", 2))
                .collect(Collectors.toMap(one -> one[0], one -> URLDecoder.decode(one[1], UTF_8)));
    }

    private String configuration() {
        return """
        {"issuer":"%1$s","authorization_endpoint":"%1$s/authorize","token_endpoint":"%1$s/token",
         "jwks_uri":"%1$s/jwks","response_types_supported":["code"],"subject_types_supported":["public"],
         "id_token_signing_alg_values_supported":["RS256"],
         "token_endpoint_auth_methods_supported":["client_secret_basic"]}
        """
                .formatted(url());
    }

    private void token(HttpExchange exchange) throws IOException {
        var form = form(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        var coming = codes.remove(form.getOrDefault("code", ""));
        var basic =
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString((CLIENT + ":" + SECRET).getBytes(UTF_8));
        if (!basic.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            answer(exchange, 401, "{\"error\":\"invalid_client\"}");
        } else if (coming == null
                || !Objects.equals(coming.asked().get("redirect_uri"), form.get("redirect_uri"))
                || !s256(form.get("code_verifier")).equals(coming.asked().get("code_challenge"))) {
            answer(exchange, 400, "{\"error\":\"invalid_grant\"}");
        } else {
            answer(
                    exchange,
                    200,
                    "{\"access_token\":\"opaque\",\"token_type\":\"Bearer\",\"expires_in\":60,\"id_token\":\"%s\"}"
                            .formatted(idToken(coming)));
        }
    }

    private String idToken(Coming coming) {
        var now = Instant.now();
        var claims =
                coming.said()
                        .apply(
                                new JWTClaimsSet.Builder()
                                        .issuer(url())
                                        .audience(CLIENT)
                                        .subject("s-1")
                                        .claim("nonce", coming.asked().get("nonce"))
                                        .issueTime(Date.from(now))
                                        .expirationTime(Date.from(now.plusSeconds(60))))
                        .build();
        // Under the name of the right key, whoever signs.
        var token =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
                        claims);
        try {
            token.sign(new RSASSASigner(coming.byAnothersKey() ? another : key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }

    private static String s256(@Nullable String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(String.valueOf(verifier).getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer(HttpExchange exchange, int status, String body) throws IOException {
        if (away) {
            exchange.close();
            return;
        }
        var bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }
}
