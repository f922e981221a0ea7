package dev.wangge.platform.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A link in an old message still grants what it granted, to its recipient and until its end. */
class SignedLinkTest {
    private static final String TOKEN =
            "WgwKUm8KW46eOy86WgwKUgAAAAAAAFAAgAD_______9rDg4ATS01NDAzMjgxMDEyMDEwMDEtMY2jDgFZJhcupROoe42D2T4";

    private final Vault vault = new Vault(new byte[32]);
    private final UUID caseId = UUID.fromString("5a0c0a52-6f0a-5b8e-9e3b-2f3a5a0c0a52");
    private final UUID alertId = UUID.fromString("00000000-0000-5000-8000-ffffffffffff");

    private SignedLink link(String recipient, Instant expires) {
        return new SignedLink(caseId, alertId, recipient, expires);
    }

    private SignedLink link(String recipient) {
        return link(recipient, Instant.parse("2026-12-01T00:00:00Z"));
    }

    /** Sent in November 2026: messages are opened long after the service was replaced. */
    @Test
    void aLinkOfThenIsReadToday() {
        assertThat(SignedLink.read(TOKEN, vault)).contains(link("M-540328101201001-1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"M-1", "unit:540328-water", "person:42", "多吉", "a b\n"})
    void itsRecipientComesBackAsItWas(String recipient) {
        assertThat(SignedLink.read(link(recipient).token(vault), vault)).contains(link(recipient));
    }

    @Test
    void itStandsInAnAddressAsItIs() {
        assertThat(link("M-1").token(vault)).matches("[A-Za-z0-9_-]+");
    }

    /** The time is kept in 32 bits without a sign: good until February 2106. */
    @ParameterizedTest
    @ValueSource(strings = {"1970-01-01T00:00:00Z", "2038-01-19T03:14:08Z", "2106-02-07T06:28:15Z"})
    void itsEndIsKeptToTheSecond(String expires) {
        var end = Instant.parse(expires);
        assertThat(SignedLink.read(link("M-1", end.plusMillis(999)).token(vault), vault))
                .contains(link("M-1", end));
    }

    @Test
    void withoutARecipientThereIsNoLink() {
        assertThat(SignedLink.read(link("").token(vault), vault)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "AAAA", "not base64!", "%2F", "=", "拉乌"})
    void whatIsNoTokenIsNone(String token) {
        assertThat(SignedLink.read(token, vault)).isEmpty();
    }

    @Test
    void anotherCountysKeySignsNothingHere() {
        var other = new byte[32];
        other[31] = 1;
        assertThat(SignedLink.read(link("M-1").token(new Vault(other)), vault)).isEmpty();
    }

    /** Nobody can make a link for another person or another case out of one that they were sent. */
    @Test
    void nothingOfItCanBeChanged() {
        var token = Base64.getUrlDecoder().decode(link("M-1").token(vault));
        for (int i = 0; i < token.length; i++) {
            var forged = token.clone();
            forged[i] ^= 1;
            assertThat(read(forged)).as("byte %d", i).isEmpty();
        }
        var longer = ByteBuffer.allocate(token.length + 1).put(token).array();
        assertThat(read(longer)).isEmpty();
    }

    /** A signature is good for the whole of what was signed: none of another kind of payload. */
    @Test
    void aSignedTextOfAnotherKindIsNoLinkUnlessItIsAsLong() {
        var text = "short".getBytes(StandardCharsets.UTF_8);
        var signed = ByteBuffer.allocate(text.length + 16).put(text).put(vault.sign(text)).array();
        assertThat(read(signed)).isEmpty();
    }

    private java.util.Optional<SignedLink> read(byte[] token) {
        return SignedLink.read(
                Base64.getUrlEncoder().withoutPadding().encodeToString(token), vault);
    }
}
