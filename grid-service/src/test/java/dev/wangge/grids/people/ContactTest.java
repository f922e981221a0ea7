package dev.wangge.grids.people;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ContactTest {
    @Test
    void isShownMasked() {
        var contact = new Contact("多吉扎西", "13700002222", "duoji", "");
        assertThat(contact.maskedName()).isEqualTo("多***");
        assertThat(contact.maskedPhone()).isEqualTo("137****2222");
        assertThat(new Contact("", "12345", "", "").maskedPhone()).isEqualTo("****45");
    }
}
