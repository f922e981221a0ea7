package dev.wangge.notify.reach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.notify.reach.Contact.Address;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ContactTest {
    private static Contact contact(String opened) {
        return Contact.of("zh", JsonMapper.builder().build().readTree(opened));
    }

    @Test
    void anybodyIsTriedByCardThenByPhoneThenByWhateverElseThereIs() {
        var contact =
                contact("{\"name\":\"某\",\"fax\":\"7\",\"phone\":\"139\",\"wecomId\":\"a.b\"}");

        assertThat(contact.addresses())
                .containsExactly(
                        new Address("wecomId", "a.b"),
                        new Address("phone", "139"),
                        new Address("fax", "7"));
    }

    @Test
    void whatIsBlankMissingOrNoTextIsNoAddress() {
        assertThat(contact("{\"phone\":\"\",\"wecomId\":null,\"fax\":{}}").addresses()).isEmpty();
        assertThat(contact("{}").addresses()).isEmpty();
        assertThat(contact("[\"139\"]").addresses()).isEmpty();
    }

    @Test
    void noAddressGetsIntoALog() {
        var contact = contact("{\"phone\":\"139\"}");

        assertThat(contact + " " + contact.addresses()).doesNotContain("139");
    }
}
