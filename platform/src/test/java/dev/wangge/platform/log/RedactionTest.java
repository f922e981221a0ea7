package dev.wangge.platform.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What exactly is blotted out of a line, and what of it stays to be of use. */
class RedactionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    mongodb://root:hunter2@db:27017/x        | mongodb://root:…@db:27017/x
                    https://wg.cn/l/AbC-123?lang=bo          | https://wg.cn/l/…
                    GET /a/Ab3x failed                       | GET /a/… failed
                    POST /callbacks/aliyun-sms/s3cret now    | POST /callbacks/… now
                    Authorization: Bearer abcdef123 sent     | Authorization: Bearer … sent
                    basic dXNlcjpwYXNz                       | basic …
                    grant_type=x&client_secret=abc&y=1       | grant_type=x&client_secret=…&y=1
                    Contact[phone=13900010001, level=2]      | Contact[phone=…, level=2]
                    {"phoneNumbers":"139","a":1}             | {"phoneNumbers":"…","a":1}
                    {"name" : "Tashi", "kind":"HAZARD"}      | {"name" : "…", "kind":"HAZARD"}
                    {"access_token":"x-y","expires_in":7200} | {"access_token":"…","expires_in":7200}
                    dup key: { phone: "139", n: 1 } of x     | dup key: … of x
                    call 13900010001 or 0895-4543210 today   | call … or … today
                    +86 139 0001 0001                        | …
                    reported by 扎西次仁 on Monday              | reported by … on Monday
                    བཀྲ་ཤིས། was here                           | … was here
                    """)
    void aSecretIsBlottedOutAndTheRestStays(String line, String written) {
        assertThat(Redaction.of(line)).isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "GET /l/** and /callbacks/** and /a/**",
                "/callbacks/wecom/{token}",
                "WG2026-0013900 of 540328101201001",
                "2026-11-30T13:19:22.139Z took 13900 ms",
                "5a0c0a52-6f0a-5b8e-9e3b-139000100010",
                "offset 13900010001234 of wangge.cases.v1-0",
                "127.0.0.1:27017 is away",
                "a.b.c.VeryLongClassName$Inner.method(File.java:139)",
                "tokens are cached, secrets are not"
            })
    void whatIsNoSecretStays(String line) {
        assertThat(Redaction.of(line)).isEqualTo(line);
    }

    /** Others quote what they were given: that is the caller's, whatever it is. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    No enum constant "Tashi Dolma" here     | No enum constant '…' here
                    Text 'Tashi' could not be parsed        | Text '…' could not be parsed
                    For input string: Tashi                 | For input string: '…'
                    Illegal character at index 3: http://x  | Illegal character at index 3: '…'
                    nothing is quoted                       | nothing is quoted
                    """)
    void whatOthersQuoteIsBlottedOutToo(String message, String written) {
        assertThat(Redaction.ofQuoting(message)).isEqualTo(written);
    }

    @Test
    void aSettingsVeryValueIsHiddenWhereverItStands() {
        Redaction.hide(List.of("value-of-a-setting-1", "{bcrypt}value-of-another", "short12"));

        assertThat(Redaction.of("x=value-of-a-setting-1y")).isEqualTo("x=…y");
        assertThat(Redaction.of("it is value-of-another")).isEqualTo("it is …");
        assertThat(Redaction.of("short12 is a word")).isEqualTo("short12 is a word");
    }

    /** Of two of which one stands in the other, no half of either stays. */
    @Test
    void ofTwoValuesTheLongerIsHiddenFirst() {
        Redaction.hide(List.of("the-shorter-one"));
        Redaction.hide(List.of("the-shorter-one-and-more"));
        assertThat(Redaction.of("the-shorter-one-and-more!")).isEqualTo("…!");
        assertThat(Redaction.of("the-shorter-one!")).isEqualTo("…!");
    }

    /** A log is read while things burn: no line may take long to write. */
    @Test
    void aLineOfAnyLengthIsWrittenInNoTime() {
        for (var part :
                List.of("\"name\":\"", "/l/", "1390001", "eyJ", "a1B", "://u:", "dup key: {")) {
            var line = part.repeat(30_000);
            long begun = System.nanoTime();
            assertThat(Redaction.of(line)).isNotNull();
            assertThat(Redaction.ofQuoting(line)).isNotNull();
            assertThat((System.nanoTime() - begun) / 1_000_000_000).as(part).isLessThan(10);
        }
    }
}
