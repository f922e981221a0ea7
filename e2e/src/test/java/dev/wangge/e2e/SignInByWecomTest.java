package dev.wangge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wangge.e2e.PhoneWall.Message;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A member opens the alert in their WeCom, and is who they are. */
@InCounty
class SignInByWecomTest {
    /** Of the grid of the member who has an account in a demonstration. */
    private static final String GRID = "540328100001001";

    private static final String MEMBER = "M-540328100001001-1";

    @Test
    void aMemberIsWhoTheyAreByTheirOwnMessage(County county) {
        Place place =
                county.places().stream()
                        .filter(it -> it.gridCode().equals(GRID))
                        .findFirst()
                        .orElseThrow();
        JsonNode reported = county.dispatcher().dispatched(Report.hazard("路边落石").at(place));
        String number = reported.path("number").asString();
        Message card = county.phones().awaitFirst("WECOM", number);
        assertThat(card.to()).isEqualTo("zhuoma." + GRID.substring(0, 12));

        try (Browser phone = Browser.start()) {
            // Without WeCom the link does what it is for, and the page says where to open it.
            phone.open(card.link() + "?lang=zh");
            assertThat(phone.text("#state")).isEqualTo("待处置");
            phone.tap("#with-wecom");
            assertThat(phone.text("#wecom")).contains("请在企业微信客户端打开链接");

            phone.open(county.url("simulator") + "/phone-wall");
            String tapped =
                    await("the card is on the wall")
                            .atMost(County.SOON)
                            .until(
                                    () -> phone.reference("a", card.link()),
                                    reference -> !reference.isEmpty());
            phone.open(tapped);
            assertThat(phone.text("#with-wecom")).isNotBlank();
            phone.picture("member-wecom");
            phone.tap("#with-wecom");

            // Back on the page of the alert, and somebody.
            assertThat(phone.address()).contains("/l/");
            assertThat(phone.source()).contains(number);
            phone.open(county.url("gateway") + "/account?lang=zh");
            assertThat(phone.text("#account")).isEqualTo("handler");
            phone.open(county.url("gateway") + "/docs");
            String me = phone.fetch("GET", "/api/v1/me", "");
            assertThat(me).startsWith("200");
            assertThat(Json.read(me.substring(4)).path("person").asString()).isEqualTo(MEMBER);
        }
    }

    @Test
    void whoseMessageItIsWithoutAnAccountReadsWhy(County county) {
        Place place =
                county.places().stream()
                        .filter(it -> !it.gridCode().startsWith(GRID.substring(0, 12)))
                        .findFirst()
                        .orElseThrow();
        JsonNode reported = county.dispatcher().dispatched(Report.hazard("路边落石").at(place));
        Message card = county.phones().awaitFirst("WECOM", reported.path("number").asString());

        try (Browser phone = Browser.start()) {
            phone.open(county.url("simulator") + "/phone-wall");
            String tapped =
                    await("the card is on the wall")
                            .atMost(County.SOON)
                            .until(
                                    () -> phone.reference("a", card.link()),
                                    reference -> !reference.isEmpty());
            phone.open(tapped);
            phone.tap("#with-wecom");
            assertThat(phone.text("#problem")).isNotBlank();
            assertThat(phone.address()).contains("/sign-in/with/wecom/back");
            // The link goes on working for the one thing it is for.
            phone.open(tapped);
            phone.tap("#start");
            assertThat(phone.isSeen("#handle")).isTrue();
        }
    }
}
