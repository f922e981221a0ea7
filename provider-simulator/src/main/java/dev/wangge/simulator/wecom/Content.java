package dev.wangge.simulator.wecom;

import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/** What a member reads, made from the body of a message of one of the known types. */
final class Content {

    private static final int LONGEST = 2048;
    private static final int LONGEST_TITLE = 128;
    private static final int LONGEST_DESCRIPTION = 512;
    private static final int LONGEST_ROBOT_MARKDOWN = 4096;

    private Content() {}

    /**
     * @throws WecomRefusal for another type, an empty or a too long content
     */
    static String ofApplication(JsonNode body) {
        String type = body.path("msgtype").asString("");
        return switch (type) {
            // WeCom cuts a text that is too long, but refuses such a markdown.
            case "text" -> cut(required(body, type, "content"), LONGEST);
            case "markdown" -> fitting(required(body, type, "content"), LONGEST);
            case "textcard" ->
                    cut(required(body, type, "title"), LONGEST_TITLE)
                            + "\n"
                            + plain(cut(required(body, type, "description"), LONGEST_DESCRIPTION))
                            + "\n"
                            + fitting(required(body, type, "url"), LONGEST);
            default -> throw unknownType();
        };
    }

    /**
     * @throws WecomRefusal for another type, an empty or a too long content
     */
    static String ofRobot(JsonNode body) {
        String type = body.path("msgtype").asString("");
        return switch (type) {
            case "text" -> fitting(required(body, type, "content"), LONGEST);
            case "markdown" -> fitting(required(body, type, "content"), LONGEST_ROBOT_MARKDOWN);
            default -> throw unknownType();
        };
    }

    private static WecomRefusal unknownType() {
        return new WecomRefusal(40008, "invalid message type");
    }

    private static String required(JsonNode body, String type, String field) {
        String value = body.path(type).path(field).asString("");
        if (value.isEmpty()) {
            throw new WecomRefusal(44004, "empty content: " + type + "." + field);
        }
        return value;
    }

    private static String fitting(String value, int most) {
        if (bytes(value) > most) {
            throw new WecomRefusal(45002, "content size out of limit");
        }
        return value;
    }

    private static String cut(String value, int most) {
        if (bytes(value) <= most) {
            return value;
        }
        int bytes = 0;
        int end = 0;
        while (end < value.length()) {
            int next = value.offsetByCodePoints(end, 1);
            bytes += bytes(value.substring(end, next));
            if (bytes > most) {
                break;
            }
            end = next;
        }
        return value.substring(0, end);
    }

    // A card's description may be coloured with <div class="gray">; a phone shows the words.
    private static String plain(String description) {
        return description
                .replaceAll("</div>\\s*(?=<div)|<br\\s*/?>", "\n")
                .replaceAll("</?div[^>]*>", "");
    }

    private static int bytes(String value) {
        return value.getBytes(StandardCharsets.UTF_8).length;
    }
}
