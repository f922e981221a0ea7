package dev.wangge.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What people's phones have received. */
final class PhoneWall {

    private static final Pattern LINK = Pattern.compile("https?://[^\\s\"'<>）)，。]+");

    private final HttpClient http;
    private final String simulator;

    PhoneWall(HttpClient http, String simulator) {
        this.http = http;
        this.simulator = simulator;
    }

    /**
     * One message on one phone.
     *
     * @param channel WECOM or ALIYUN_SMS
     * @param to a member's WeCom id, or a phone number
     */
    record Message(String channel, String to, String text) {

        /** The address to tap on. */
        String link() {
            Matcher link = LINK.matcher(text);
            if (!link.find()) {
                throw new AssertionError("No link in: " + text);
            }
            return link.group();
        }
    }

    /** The newest 5,000, newest first. */
    List<Message> all() {
        return read("limit=5000");
    }

    List<Message> of(String to) {
        return read("limit=5000&to=" + URLEncoder.encode(to, UTF_8));
    }

    List<Message> about(String caseNumber) {
        return all().stream().filter(message -> message.text().contains(caseNumber)).toList();
    }

    /** The first message about this case on this channel, when it is there. */
    Message awaitFirst(String channel, String caseNumber) {
        return await(channel + " about " + caseNumber)
                .atMost(County.SOON)
                .until(
                        () ->
                                about(caseNumber).stream()
                                        .filter(message -> message.channel().equals(channel))
                                        .toList(),
                        messages -> !messages.isEmpty())
                .getLast();
    }

    /** What was sent under this id of ours. */
    List<Message> sentAs(String outId) {
        return read("limit=200&outId=" + URLEncoder.encode(outId, UTF_8));
    }

    /** Somebody writes an SMS back, and the network brings it twice. */
    void reply(String from, String text) {
        Answer answer =
                Client.send(
                        http,
                        HttpRequest.newBuilder(URI.create(simulator + "/phone-wall/replies"))
                                .header("Content-Type", "application/json")
                                .POST(
                                        BodyPublishers.ofString(
                                                Json.write(
                                                        Map.of(
                                                                "from", from,
                                                                "text", text,
                                                                "twice", true)))));
        if (answer.status() != 204) {
            throw new AssertionError(answer.toString());
        }
    }

    private List<Message> read(String query) {
        Answer answer =
                Client.send(
                        http,
                        HttpRequest.newBuilder(
                                URI.create(simulator + "/phone-wall/messages?" + query)));
        return Json.list(answer.json().path("items")).stream()
                .map(item ->
                        new Message(
                                item.path("channel").asString(),
                                item.path("to").asString(),
                                item.path("text").asString("")))
                .toList();
    }
}
