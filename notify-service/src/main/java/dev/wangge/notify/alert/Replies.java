package dev.wangge.notify.alert;

import dev.wangge.contracts.alerts.v1.AlertEvent.AlertReplied;
import dev.wangge.contracts.alerts.v1.AlertEvent.UnaskedReply;
import dev.wangge.platform.event.FactChain;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** What came back from the phone that an alert went to: told by facts, or no more than thanks. */
public final class Replies {
    /** Each is 2,000 characters at most, sealed: far from what a document holds. */
    private static final int MOST = 100;

    private final FactChain chain;
    private final List<String> heard;
    private @Nullable String answerableFrom;
    private @Nullable String toldTo;

    /** As they were stored. */
    Replies(FactChain chain, Document stored) {
        this.chain = chain;
        this.heard = new ArrayList<>(stored.getList("heard", String.class, List.of()));
        this.answerableFrom = stored.getString("phoneIndex");
        this.toldTo = stored.getString("toldPhone");
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

    /** Whether this SMS is known. */
    public boolean holds(String reply) {
        return heard.contains(reply) || told().anyMatch(reply::equals);
    }

    /**
     * Whether there is room for another fact: without an end its document could not be written one
     * day.
     */
    public boolean hasRoom() {
        return told().count() < MOST;
    }

    /** Notes one that says no more than thanks; the oldest of them makes room. */
    void hear(String reply) {
        if (heard.size() == MOST) {
            heard.removeFirst();
        }
        heard.add(reply);
    }

    private Stream<String> told() {
        return chain.facts().stream()
                .flatMap(fact -> Alert.CODEC.event(fact).stream())
                .flatMap(event ->
                        switch (event) {
                            case AlertReplied known -> Stream.of(known.reply());
                            case UnaskedReply known -> Stream.of(known.reply());
                            default -> Stream.empty();
                        });
    }
}
