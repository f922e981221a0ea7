package dev.wangge.notify.alert;

import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** The phone that an alert went to, and what came back from it that says no more than thanks. */
final class Replies {
    /** Each is 2,000 characters at most, sealed: far from what a document holds. */
    static final int MOST = 100;

    private final List<String> heard;
    private @Nullable String answerableFrom;
    private @Nullable String toldTo;

    private Replies(List<String> heard, @Nullable String answerableFrom, @Nullable String toldTo) {
        this.heard = new ArrayList<>(heard);
        this.answerableFrom = answerableFrom;
        this.toldTo = toldTo;
    }

    static Replies none() {
        return new Replies(List.of(), null, null);
    }

    /** As they were stored. */
    static Replies from(Document stored) {
        return new Replies(
                stored.getList("heard", String.class, List.of()),
                stored.getString("phoneIndex"),
                stored.getString("toldPhone"));
    }

    /** Beside what else is stored of an alert. */
    void into(Document alert) {
        alert.append("phoneIndex", answerableFrom)
                .append("toldPhone", toldTo)
                .append("heard", heard.isEmpty() ? null : heard);
    }

    /**
     * It goes to a phone, of which this is the blind index: one that is asked something, or not.
     */
    void goesTo(String phone, boolean isAsked) {
        if (isAsked) {
            answerableFrom = phone;
        } else {
            toldTo = phone;
        }
    }

    boolean holds(String reply) {
        return heard.contains(reply);
    }

    /** Notes one; the oldest makes room. */
    void add(String reply) {
        if (heard.size() == MOST) {
            heard.removeFirst();
        }
        heard.add(reply);
    }
}
