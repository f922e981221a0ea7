package dev.wangge.simulator.wecom;

import dev.wangge.simulator.SimulatorSettings;
import dev.wangge.simulator.limit.RollingLimit;
import dev.wangge.simulator.wall.Channel;
import dev.wangge.simulator.wall.Message;
import dev.wangge.simulator.wall.Outcome;
import dev.wangge.simulator.wall.PhoneWall;
import dev.wangge.simulator.wall.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Application messages and the group robot. WeCom sends no receipts: accepted is all one hears. */
@Component
class MessageService {

    private static final int MOST_MEMBERS = 1_000;
    private static final int DEFAULT_INTERVAL = 1_800;
    private static final int LONGEST_INTERVAL = 4 * 3_600;

    private final SimulatorSettings settings;
    private final PhoneWall wall;
    private final Tally tally;
    private final DuplicateCheck duplicates = new DuplicateCheck();
    private final RollingLimit memberMinute = new RollingLimit(30, Duration.ofMinutes(1));
    private final RollingLimit memberHour = new RollingLimit(1_000, Duration.ofHours(1));
    private final RollingLimit robotMinute = new RollingLimit(20, Duration.ofMinutes(1));

    MessageService(SimulatorSettings settings, PhoneWall wall, Tally tally) {
        this.settings = settings;
        this.wall = wall;
        this.tally = tally;
    }

    static List<String> members(JsonNode message) {
        return names(message, "touser");
    }

    /**
     * @param raw the body as it was sent, which the duplicate check compares
     * @param struck members that a fault makes unknown
     * @throws WecomRefusal as WeCom would answer
     */
    Accepted send(JsonNode message, byte[] raw, Predicate<String> struck, Instant arrivedAt) {
        JsonNode agent = message.path("agentid");
        if (agent.isMissingNode() || agent.isNull()) {
            throw new WecomRefusal(41011, "missing agentid");
        }
        if (agent.asLong(-1) != settings.wecom().agentId()) {
            throw new WecomRefusal(40056, "invalid agentid");
        }
        List<String> members = members(message);
        if (members.size() > MOST_MEMBERS) {
            throw new WecomRefusal(40058, "touser holds more than " + MOST_MEMBERS + " members");
        }
        String text = Content.ofApplication(message);
        List<String> parties = names(message, "toparty");
        List<String> tags = names(message, "totag");
        List<String> invalid =
                members.stream().filter(one -> unknown(one) || struck.test(one)).toList();
        // No county tree is kept here: parties and tags are nobody.
        if (members.size() == invalid.size()) {
            throw new WecomRefusal(
                    WecomRefusal.ALL_INVALID,
                    "user & party & tag all invalid: " + String.join("|", members));
        }
        String msgId = newId();
        Optional<String> before = seenBefore(message, raw, msgId, arrivedAt);
        if (before.isPresent()) {
            tally.count(Channel.WECOM, Outcome.DUPLICATE);
        } else {
            members.stream()
                    .filter(one -> !invalid.contains(one))
                    .forEach(one -> deliver(one, text, msgId, arrivedAt));
        }
        return new Accepted(
                before.orElse(msgId),
                joined(invalid).toLowerCase(Locale.ROOT),
                joined(parties),
                joined(tags));
    }

    /**
     * @throws WecomRefusal as WeCom would answer
     */
    void sendToGroup(String key, JsonNode message, Instant arrivedAt) {
        String text = Content.ofRobot(message);
        if (!robotMinute.take(key, arrivedAt)) {
            throw new WecomRefusal(WecomRefusal.TOO_OFTEN, "api freq out of limit");
        }
        show(Channel.WECOM_ROBOT, key, text, newId(), arrivedAt);
    }

    private Optional<String> seenBefore(
            JsonNode message, byte[] raw, String msgId, Instant arrivedAt) {
        if (message.path("enable_duplicate_check").asInt(0) != 1) {
            return Optional.empty();
        }
        int seconds = message.path("duplicate_check_interval").asInt(DEFAULT_INTERVAL);
        Duration interval = Duration.ofSeconds(Math.clamp(seconds, 1, LONGEST_INTERVAL));
        return duplicates.seen(raw, msgId, interval, arrivedAt);
    }

    private void deliver(String member, String text, String msgId, Instant arrivedAt) {
        if (settings.limits()) {
            String key = member.toLowerCase(Locale.ROOT);
            if (!memberHour.left(key, arrivedAt) || !memberMinute.take(key, arrivedAt)) {
                tally.count(Channel.WECOM, Outcome.DROPPED);
                return;
            }
            memberHour.take(key, arrivedAt);
        }
        show(Channel.WECOM, member, text, msgId, arrivedAt);
    }

    private void show(Channel channel, String to, String text, String msgId, Instant arrivedAt) {
        wall.show(new Message.Draft(channel, to, text, arrivedAt, null, null, null, msgId))
                .delivered(arrivedAt);
        tally.count(channel, Outcome.ACCEPTED);
    }

    private boolean unknown(String member) {
        Pattern unknown = settings.wecom().unknownUsers();
        return unknown != null && unknown.matcher(member).matches();
    }

    private static List<String> names(JsonNode message, String field) {
        return Arrays.stream(message.path(field).asString("").split("\\|", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }

    private static String joined(List<String> names) {
        return names.stream().collect(Collectors.joining("|"));
    }

    private static String newId() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    /**
     * @param invalidUser members that do not exist, lower case, parted by |; the others got it
     */
    record Accepted(
            String msgId,
            @Nullable String invalidUser,
            @Nullable String invalidParty,
            @Nullable String invalidTag) {}
}
