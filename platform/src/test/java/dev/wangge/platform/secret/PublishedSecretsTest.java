package dev.wangge.platform.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wangge.platform.life.CannotServe;
import dev.wangge.testing.Infrastructure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class PublishedSecretsTest {
    private static final Path REPOSITORY = Path.of("..");

    /**
     * {@code NAME: ${NAME:-default}} and {@code NAME: value}, where the name says that it is
     * secret.
     */
    private static final Pattern COMPOSED =
            Pattern.compile(
                    "^\\s+([A-Z_]*(?:KEY|SECRET|TOKEN|PASSWORD)): (?:\\$\\{[A-Z_]+:-)?([^\\s}$][^\\s}]*)}?$",
                    Pattern.MULTILINE);

    static Stream<String[]> inTheComposeFile() throws IOException {
        return COMPOSED.matcher(Files.readString(REPOSITORY.resolve("docker-compose.yml")))
                .results()
                .map(found -> new String[] {found.group(1), found.group(2)});
    }

    @ParameterizedTest
    @MethodSource("inTheComposeFile")
    void whatTheComposeFileSetsIsGoodInADemonstrationOnly(String name, String value) {
        isRefused(name, value);
    }

    @Test
    void theComposeFileSetsSome() throws IOException {
        assertThat(inTheComposeFile().map(found -> found[0]))
                .contains(
                        "WANGGE_MASTER_KEY",
                        "CASE_SERVICE_CLIENT_SECRET",
                        "ALIYUN_RECEIPT_TOKEN",
                        "ALIYUN_ACCESS_KEY_SECRET",
                        "WECOM_CORP_SECRET");
    }

    @ParameterizedTest
    @CsvSource({
        "wangge.gateway.clients[3].secret,{noop}9f8e7d6c5b4a39281706",
        "WANGGE_GATEWAY_CLIENTS_0_SECRET,{noop}9f8e7d6c5b4a39281706",
        "wangge.locate.client-secret,case-service-secret",
        "wangge.receipts.token,receipt-token-of-the-demo",
        "wangge.master-key,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "wangge.master-key,AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        "wangge.master-key,d2FuZ2dlLWRlbW8ta2V5LW5vdC1mb3ItcmVhbC11c2U=",
        "wangge.master-key,YSBrZXkgb2Ygbm9ib2R5IGZvciBvbmUgcnVuIG9ubHk="
    })
    void soIsWhatEverybodyCanReadOrGuess(String name, String value) {
        isRefused(name, value);
    }

    @Test
    void whatACountyMadeForItselfIsTaken() {
        assertThatCode(() ->
                        PublishedSecrets.refuse(
                                environment(
                                        Map.of(
                                                "wangge.gateway.clients[0].secret",
                                                "{bcrypt}$2a$10$zO0vMSxb7zN3JZ3u4qkG7eXn9b1C",
                                                "wangge.receipts.token",
                                                "b6d1c0a4e2f84f7f",
                                                "wangge.tokens.issuer",
                                                "http://localhost:8080"))))
                .doesNotThrowAnyException();
    }

    private static void isRefused(String name, String value) {
        var set = new LinkedHashMap<String, Object>(Map.of(name, value));
        assertThatThrownBy(() -> PublishedSecrets.refuse(environment(set)))
                .isInstanceOfSatisfying(
                        CannotServe.class,
                        refused -> {
                            assertThat(refused)
                                    .hasMessageContaining(name)
                                    .hasMessageNotContainingAny(value);
                            assertThat(refused.remedy())
                                    .contains("SPRING_PROFILES_ACTIVE=demonstration");
                        });
        var demonstration = environment(set);
        demonstration.setActiveProfiles("demonstration");
        assertThatCode(() -> PublishedSecrets.refuse(demonstration)).doesNotThrowAnyException();
    }

    private static StandardEnvironment environment(Map<String, Object> set) {
        var all = new LinkedHashMap<>(set);
        all.putIfAbsent("wangge.master-key", Infrastructure.masterKey());
        var environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", all));
        return environment;
    }
}
