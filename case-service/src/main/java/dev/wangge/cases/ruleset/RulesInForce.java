package dev.wangge.cases.ruleset;

import dev.wangge.cases.ruleset.RuleLog.Entry;
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
    private volatile RuleCopy copy = RuleCopy.EMPTY;

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
        copy = copy.with(stored.last(), this::held);
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
            copy = copy.with(news, this::held);
        }
        return copy.last();
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
                bodies.read(
                        set, Objects.requireNonNull(entry.body(), "It was read with its body")));
    }

    /** The set of that name; empty when there is none. */
    public Optional<RuleSet<?, ?>> set(String name) {
        return Optional.ofNullable(sets.get(name));
    }

    /**
     * The rules where something lies: those of its county, else of the nearest division above that
     * has some, else those that are built in.
     *
     * @param path codes of divisions, widest first; of two counties' the first counts
     */
    public <B extends Record, R> Decided<R> inForce(RuleSet<B, R> set, List<String> path) {
        return nearest(set, county(path)).decided();
    }

    /** The same as it was set. */
    <B extends Record> RuleVersion<B> versionInForce(RuleSet<B, ?> set, String division) {
        return nearest(set, division).version();
    }

    /** What a division has of its own, by the names of sets. */
    public List<RuleVersion<?>> ofDivision(String division) {
        return sets.keySet().stream()
                .sorted()
                .map(set -> copy.of(set, division))
                .<RuleVersion<?>>mapMulti((held, into) -> {
                    if (held != null) {
                        into.accept(held.version());
                    }
                })
                .toList();
    }

    /** What is in force in a division, for a set that refers to others. */
    public Setting setting(String division) {
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

    /** Divisions that ever had rules of their own, and since when they have what they have. */
    public Map<String, Own> own(RuleSet<?, ?> set) {
        return copy.lasts(set.name());
    }

    /** The number of a division's own last version, which may be that it inherits; 0 for none. */
    public int lastOf(RuleSet<?, ?> set, String division) {
        return copy.lastOf(set.name(), division);
    }

    /** All rules of a set by their divisions; where none has its own, what is built in. */
    public <R> Map<String, R> all(RuleSet<?, R> set) {
        Map<String, R> own = copy.each(set.name(), held -> rules(set, held));
        return own.isEmpty() ? Map.of("built-in", rules(set, heldBuiltIn(set))) : own;
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
        var own = copy.nearest(set.name(), division);
        return typed(own == null ? heldBuiltIn(set) : own);
    }

    private Held<?, ?> heldBuiltIn(RuleSet<?, ?> set) {
        return Objects.requireNonNull(builtIn.get(set.name()), set::name);
    }

    /** What is held by a set's name is of its types. */
    @SuppressWarnings("unchecked")
    private static <B extends Record, R> Held<B, R> typed(Held<?, ?> held) {
        return (Held<B, R>) held;
    }

    /** The rules that are built in. */
    public <B extends Record, R> Decided<R> builtIn(RuleSet<B, R> set) {
        return RulesInForce.<B, R>typed(heldBuiltIn(set)).decided();
    }

    /** The rules that a case began with. */
    public <B extends Record, R> Decided<R> version(
            RuleSet<B, R> set, String division, int version) {
        var own = copy.of(set.name(), division);
        if (own != null && own.version().version() == version) {
            return RulesInForce.<B, R>typed(own).decided();
        }
        return earlier(set, division, version).decided();
    }

    private <B extends Record, R> Held<B, R> earlier(
            RuleSet<B, R> set, String division, int version) {
        var key = RuleCopy.key(set.name(), division) + "@" + version;
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
