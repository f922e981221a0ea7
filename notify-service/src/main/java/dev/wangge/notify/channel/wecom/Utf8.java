package dev.wangge.notify.channel.wecom;

import java.nio.charset.StandardCharsets;

/** Texts whose length a provider counts in bytes. */
final class Utf8 {
    private Utf8() {}

    /** At most so many bytes, cut between characters. */
    static String cut(String text, int bytes) {
        int used = 0;
        for (int i = 0; i < text.length(); ) {
            int next = text.offsetByCodePoints(i, 1);
            used += text.substring(i, next).getBytes(StandardCharsets.UTF_8).length;
            if (used > bytes) {
                return text.substring(0, i);
            }
            i = next;
        }
        return text;
    }
}
