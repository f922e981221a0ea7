package dev.wangge.platform.deadletter;

import dev.wangge.platform.web.Page;
import dev.wangge.platform.web.TimeOrder;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All dead letters of this service, as its database has them. */
final class StoredDeadLetters implements DeadLetterDesk {
    private static final Comparator<DeadLetterView> NEWEST_FIRST =
            Comparator.comparing(DeadLetterView::setAsideAt)
                    .thenComparing(DeadLetterView::id)
                    .reversed();
    private final DeadLetters letters;
    private final Replays replays;
    private final Unsendables unsendables;
    private final Clock clock;

    StoredDeadLetters(DeadLetters letters, Replays replays, Unsendables unsendables, Clock clock) {
        this.letters = letters;
        this.replays = replays;
        this.unsendables = unsendables;
        this.clock = clock;
    }

    @Override
    public String service() {
        return letters.service();
    }

    @Override
    public Page<DeadLetterView> list(
            Optional<String> service,
            Optional<DeadLetterStatus> status,
            Optional<String> topic,
            int limit,
            Optional<String> cursor) {
        Page.checkLimit(limit);
        var wanted = new Wanted(status, topic, cursor);
        boolean ours = service.map(letters.service()::equals).orElse(true);
        return Page.of(
                ours ? list(wanted, limit + 1) : List.of(),
                limit,
                clock.instant(),
                letter -> TimeOrder.cursor(Instant.parse(letter.setAsideAt()), letter.id()),
                shown -> shown);
    }

    private List<DeadLetterView> list(Wanted wanted, int most) {
        return Stream.concat(
                        letters.list(wanted, most).stream(),
                        unsendables.list(wanted, most).stream())
                .map(this::view)
                .sorted(NEWEST_FIRST)
                .limit(most)
                .toList();
    }

    @Override
    public DeadLetterView get(String id) {
        return letters.find(id)
                .or(() -> unsendables.find(id))
                .map(this::view)
                .orElseThrow(Replays::noSuchDeadLetter);
    }

    @Override
    public DeadLetterView replay(String id, String by) {
        var unsendable = unsendables.find(id);
        return view(
                unsendable.isPresent()
                        ? unsendables.replay(unsendable.get(), by)
                        : replays.replay(id, by));
    }

    private DeadLetterView view(DeadLetter letter) {
        return DeadLetterView.of(letter, letters.service());
    }
}
