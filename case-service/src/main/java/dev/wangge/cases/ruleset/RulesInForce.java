package dev.wangge.cases.ruleset;

import dev.wangge.cases.ruleset.RuleLog.Entry;
import dev.wangge.platform.place.Codes;
import dev.wangge.platform.store.DatabaseAway;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PostConstruct;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The rules by which cases are decided, in memory and ready: whoever decides never waits for the
 * database, unless a case began with a version that was followed by another since.
 */
@Component
public class RulesInForce {
    private static final Logger log = LoggerFactory.getLogger(RulesInForce.class);

    /** Divisions that may have rules of their own: a province, a prefecture, a county. */
    private static final int LONGEST = 6;

    private static final int MOST_EARLIER = 1_000;

    private final RuleLog stored;
    private final RuleBodies bodies = new RuleBodies();
    private final Map<String, RuleSet<?, ?>> sets;
    private final Map<String, Held<?, ?>> builtIn = new HashMap<>();
    private final Map<String, Held<?, ?>> earlier = new ConcurrentHashMap<>();
    private final Counter unreadable;
    private volatile Copy copy = new Copy(0, Map.of());

    /** A version and what decides by it. */
    private record Held<B extends Record, R>(RuleVersion<B> version, R rules) {
        static <B extends Record, R> Held<B, R> of(RuleSet<B, R> set, RuleVersion<B> version) {
            return new Held<>(version, set.rules(version.body()));
        }
    }

    /**
     * As of some moment.
     *
     * @param last number that is in it
     * @param held by set and division
     */
    private record Copy(long last, Map<String, Held<?, ?>> held) {}

    RulesInForce(RuleLog stored, List<RuleSet<?, ?>> sets, MeterRegistry metrics) {
        this.stored = stored;
        this.sets = sets.stream().collect(Collectors.toMap(RuleSet::name, Function.identity()));
        sets.forEach(set -> builtIn.put(set.name(), held(set)));
        this.unreadable =
                Counter.builder("wangge.rules.unreadable")
                        .description("Versions of rules that this instance cannot read")
                        .register(metrics);
    }

    private static <B extends Record, R> Held<B, R> held(RuleSet<B, R> set) {
        return Held.of(set, RuleVersion.builtIn(set));
    }

    @PostConstruct
    void load() {
        copy = with(copy, stored.last());
    }

    /** Takes over what other instances have set. */
    @Scheduled(fixedDelayString = "${wangge.rules.refresh-every:2s}")
    void refresh() {
        try {
            refreshNow();
        } catch (RuntimeException e) {
            if (!DatabaseAway.causes(e)) {
                throw e;
            }
            log.warn("Rules stay as they were known: {}", e.getMessage());
        }
    }

    /** The number after which nothing was set. */
    synchronized long refreshNow() {
        var news = stored.after(copy.last());
        if (!news.isEmpty()) {
            copy = with(copy, news);
        }
        return copy.last();
    }

    private Copy with(Copy before, List<Entry> news) {
        var held = new HashMap<>(before.held());
        long last = before.last();
        for (var entry : news) {
            last = Math.max(last, entry.number());
            held(entry).ifPresent(it -> held.put(key(entry.set(), entry.division()), it));
        }
        return new Copy(last, Map.copyOf(held));
    }

    private Optional<Held<?, ?>> held(Entry entry) {
        var set = sets.get(entry.set());
        if (set == null) {
            // Of a version of this software after this one.
            return Optional.empty();
        }
        try {
            return Optional.of(held(set, entry));
        } catch (RuntimeException e) {
            unreadable.increment();
            log.error(
                    "Version {} of {} for {} cannot be read: the one before stays in force",
                    entry.version(),
                    entry.set(),
                    entry.division(),
                    e);
            return Optional.empty();
        }
    }

    private <B extends Record, R> Held<B, R> held(RuleSet<B, R> set, Entry entry) {
        return Held.of(set, version(set, entry));
    }

    <B extends Record> RuleVersion<B> version(RuleSet<B, ?> set, Entry entry) {
        return new RuleVersion<>(
                set.name(),
                entry.division(),
                entry.version(),
                entry.since(),
                entry.by(),
                entry.why(),
                bodies.read(set, entry.body()));
    }

    private static String key(String set, String division) {
        return set + ":" + division;
    }

    /** The set of that name; empty when there is none. */
    Optional<RuleSet<?, ?>> set(String name) {
        return Optional.ofNullable(sets.get(name));
    }

    /**
     * The rules where something lies: those of its county, else of the nearest division above that
     * has some, else those that are built in.
     *
     * @param path codes of divisions, widest first; of two counties' the first counts
     */
    public <B extends Record, R> Decided<R> inForce(RuleSet<B, R> set, List<String> path) {
        return decided(nearest(set, county(path)));
    }

    /** The same as it was set. */
    <B extends Record> RuleVersion<B> versionInForce(RuleSet<B, ?> set, String division) {
        return nearest(set, division).version();
    }

    /** What is in force in a division, for a set that refers to others. */
    Setting setting(String division) {
        return new Setting() {
            @Override
            public String division() {
                return division;
            }

            @Override
            public <B extends Record, R> R beside(RuleSet<B, R> set) {
                return nearest(set, division).rules();
            }
        };
    }

    /**
     * Whose the rules are where something lies; empty of what is built in.
     *
     * @param path codes of divisions, widest first
     */
    public String divisionOf(RuleSet<?, ?> set, List<String> path) {
        return Objects.toString(nearest(set, county(path)).version().division(), "");
    }

    /** A division's own version, and since when it is in force. */
    public record Own(int version, Instant since) {}

    /** Divisions that have rules of their own. */
    public Map<String, Own> own(RuleSet<?, ?> set) {
        return ofDivisions(
                set,
                held ->
                        new Own(
                                held.version().version(),
                                Objects.requireNonNull(held.version().since())));
    }

    /** All rules of a set by their divisions; where none has its own, what is built in. */
    public <R> Map<String, R> all(RuleSet<?, R> set) {
        Map<String, R> own = ofDivisions(set, held -> rules(set, held));
        return own.isEmpty() ? Map.of("built-in", rules(set, heldBuiltIn(set))) : own;
    }

    private <T> Map<String, T> ofDivisions(RuleSet<?, ?> set, Function<Held<?, ?>, T> as) {
        return copy.held().values().stream()
                .filter(held -> held.version().set().equals(set.name()))
                .collect(
                        Collectors.toMap(
                                held -> Objects.requireNonNull(held.version().division()), as));
    }

    /** What is held by a set's name is of its types. */
    @SuppressWarnings({"unchecked", "unused"})
    private static <R> R rules(RuleSet<?, R> set, Held<?, ?> held) {
        return (R) held.rules();
    }

    private static String county(List<String> path) {
        var county = "";
        for (var code : path) {
            if (code.length() <= LONGEST && code.length() > county.length()) {
                county = code;
            }
        }
        return county;
    }

    private <B extends Record, R> Held<B, R> nearest(RuleSet<B, R> set, String division) {
        var held = copy.held();
        for (var code : Codes.path(division).reversed()) {
            var own = held.get(key(set.name(), code));
            if (own != null) {
                return typed(own);
            }
        }
        return typed(heldBuiltIn(set));
    }

    private Held<?, ?> heldBuiltIn(RuleSet<?, ?> set) {
        return Objects.requireNonNull(builtIn.get(set.name()), set::name);
    }

    /** What is held by a set's name is of its types. */
    @SuppressWarnings("unchecked")
    private static <B extends Record, R> Held<B, R> typed(Held<?, ?> held) {
        return (Held<B, R>) held;
    }

    private static <B extends Record, R> Decided<R> decided(Held<B, R> held) {
        return new Decided<>(held.version().name(), held.rules());
    }

    /** The rules that are built in. */
    public <B extends Record, R> Decided<R> builtIn(RuleSet<B, R> set) {
        return decided(typed(heldBuiltIn(set)));
    }

    /** The rules that a case began with. */
    public <B extends Record, R> Decided<R> version(
            RuleSet<B, R> set, String division, int version) {
        var own = copy.held().get(key(set.name(), division));
        if (own != null && own.version().version() == version) {
            return decided(typed(own));
        }
        return decided(earlier(set, division, version));
    }

    private <B extends Record, R> Held<B, R> earlier(
            RuleSet<B, R> set, String division, int version) {
        var key = key(set.name(), division) + "@" + version;
        var known = earlier.get(key);
        if (known != null) {
            return typed(known);
        }
        var found =
                stored.find(set.name(), division, version)
                        .map(entry -> held(set, entry))
                        .orElseThrow(() -> new IllegalStateException("No version is lost: " + key));
        if (earlier.size() >= MOST_EARLIER) {
            earlier.clear();
        }
        earlier.put(key, found);
        return found;
    }
}
