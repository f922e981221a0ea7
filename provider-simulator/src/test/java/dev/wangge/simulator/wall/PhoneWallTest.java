package dev.wangge.simulator.wall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.simulator.SimulatorSettings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PhoneWallTest {

    private static final Instant NOON = Instant.parse("2026-11-24T04:00:00Z");

    @Test
    void theOldestGoFirstByNumber() {
        PhoneWall wall = new PhoneWall(new SimulatorSettings.Wall(2, 0));
        show(wall, "a", "1", NOON);
        show(wall, "b", "2", NOON);
        show(wall, "b", "3", NOON);

        assertThat(texts(wall, null)).containsExactly("3", "2");
        assertThat(texts(wall, "a")).isEmpty();
        assertThat(wall.history(Channel.ALIYUN_SMS, "a")).isEmpty();
        assertThat(wall.counts()).containsEntry(Channel.ALIYUN_SMS, 3L);
    }

    @Test
    void theOldestGoFirstByMemory() {
        PhoneWall wall = new PhoneWall(new SimulatorSettings.Wall(1_000, 5_000));
        for (int i = 0; i < 100; i++) {
            show(wall, "a", i + "雪".repeat(200), NOON);
        }

        assertThat(texts(wall, "a")).hasSize(5).first().asString().startsWith("99");
    }

    @Test
    void aPhoneIsFoundHoweverItsNumberIsWritten() {
        PhoneWall wall = new PhoneWall(new SimulatorSettings.Wall(10, 0));
        show(wall, "13989051234", "1", NOON);

        assertThat(texts(wall, "+8613989051234")).containsExactly("1");
        assertThat(texts(wall, "8613989051234")).containsExactly("1");
        assertThat(texts(wall, "13989051235")).isEmpty();
    }

    @Test
    void sinceAndLimitAndClearing() {
        PhoneWall wall = new PhoneWall(new SimulatorSettings.Wall(10, 0));
        show(wall, "a", "old", NOON.minusMillis(1));
        show(wall, "a", "1", NOON);
        show(wall, "a", "2", NOON.plusMillis(1));

        PhoneWall.Page page =
                wall.find(
                        new PhoneWall.Filter(
                                Optional.empty(), Optional.empty(), Optional.of(NOON), 1));
        assertThat(page.total()).isEqualTo(2);
        assertThat(page.items())
                .singleElement()
                .satisfies(message -> assertThat(message.draft().text()).isEqualTo("2"));

        wall.clear();
        assertThat(texts(wall, null)).isEmpty();
        assertThat(wall.counts()).containsEntry(Channel.ALIYUN_SMS, 0L);
        assertThat(wall.history(Channel.ALIYUN_SMS, "a")).hasSize(3);
        show(wall, "a", "3", NOON);
        assertThat(texts(wall, null)).containsExactly("3");
    }

    private static void show(PhoneWall wall, String to, String text, Instant at) {
        wall.show(new Message.Draft(Channel.ALIYUN_SMS, to, text, at, null, null, null, null));
    }

    private static List<String> texts(PhoneWall wall, @Nullable String to) {
        return wall
                .find(
                        new PhoneWall.Filter(
                                Optional.ofNullable(to), Optional.empty(), Optional.empty(), 5_000))
                .items()
                .stream()
                .map(message -> message.draft().text())
                .toList();
    }
}
