package dev.wangge.simulator.wall;

import dev.wangge.simulator.SimulatorSettings;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * What each phone and account received, the newest messages only: bounded by number and by memory,
 * so that a long load test cannot fill a small heap.
 */
@Component
public class PhoneWall {

    private final int maxMessages;
    private final long maxBytes;
    private final ArrayDeque<Message> all = new ArrayDeque<>();
    private final Map<String, ArrayDeque<Message>> byRecipient = new HashMap<>();
    private final Map<Channel, Long> counts = new EnumMap<>(Channel.class);
    private long bytes;
    private long lastId;
    private long clearedUpTo;

    @Autowired
    PhoneWall(SimulatorSettings settings) {
        this(settings.wall());
    }

    PhoneWall(SimulatorSettings.Wall room) {
        this.maxMessages = room.messages();
        this.maxBytes = room.bytes() > 0 ? room.bytes() : Runtime.getRuntime().maxMemory() / 3;
    }

    /** Puts a message up, and takes the oldest down for it where room is short. */
    public synchronized Message show(Message.Draft draft) {
        Message message = new Message(++lastId, draft);
        all.addLast(message);
        byRecipient
                .computeIfAbsent(Recipient.key(draft.to()), fresh -> new ArrayDeque<>(2))
                .addLast(message);
        counts.merge(draft.channel(), 1L, Long::sum);
        bytes += message.weight();
        while (all.size() > maxMessages || (bytes > maxBytes && all.size() > 1)) {
            takeDownOldest();
        }
        return message;
    }

    /** All that one phone or account was sent by a channel, newest first, cleared ones included. */
    public synchronized List<Message> history(Channel channel, String to) {
        List<Message> history = new ArrayList<>();
        newestFirst(Optional.of(to))
                .forEachRemaining(message -> {
                    if (message.draft().channel() == channel) {
                        history.add(message);
                    }
                });
        return history;
    }

    /** One that is up, or was until somebody wiped the wall. */
    public synchronized Optional<Message> message(long id) {
        return all.stream().filter(message -> message.id() == id).findFirst();
    }

    synchronized Page find(Filter filter) {
        List<Message> items = new ArrayList<>();
        int total = 0;
        Iterator<Message> messages = newestFirst(filter.to());
        while (messages.hasNext()) {
            Message message = messages.next();
            if (message.id() <= clearedUpTo) {
                break;
            }
            if (filter.accepts(message)) {
                total++;
                if (items.size() < filter.limit()) {
                    items.add(message);
                }
            }
        }
        return new Page(items, total);
    }

    /** How many were put up since the last clearing, those since taken down included. */
    synchronized Map<Channel, Long> counts() {
        Map<Channel, Long> present = new EnumMap<>(Channel.class);
        for (Channel channel : Channel.values()) {
            present.put(channel, counts.getOrDefault(channel, 0L));
        }
        return present;
    }

    // The provider does not forget what it sent because someone wiped the wall: hidden, not
    // dropped.
    synchronized void clear() {
        clearedUpTo = lastId;
        counts.clear();
    }

    private Iterator<Message> newestFirst(Optional<String> to) {
        return to.map(Recipient::key)
                .map(key -> byRecipient.getOrDefault(key, new ArrayDeque<>(0)))
                .orElse(all)
                .descendingIterator();
    }

    private void takeDownOldest() {
        Message oldest = all.removeFirst();
        bytes -= oldest.weight();
        String key = Recipient.key(oldest.draft().to());
        ArrayDeque<Message> mine = byRecipient.get(key);
        if (mine != null) {
            mine.removeFirst();
            if (mine.isEmpty()) {
                byRecipient.remove(key);
            }
        }
    }

    record Filter(Optional<String> to, Optional<String> outId, Optional<Instant> since, int limit) {
        boolean accepts(Message message) {
            Message.Draft draft = message.draft();
            return outId.map(id -> id.equals(draft.outId())).orElse(true)
                    && since.map(time -> !draft.receivedAt().isBefore(time)).orElse(true);
        }
    }

    record Page(List<Message> items, int total) {}
}
