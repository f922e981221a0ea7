package dev.wangge.gateway.audit;

import dev.wangge.gateway.audit.AuditTrail.Break;
import dev.wangge.gateway.audit.AuditTrail.Head;
import dev.wangge.platform.seal.Vault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * What the chain came to at the end of each day, signed, and kept outside the database: whoever
 * writes it anew from the first record on, or cuts off its end, cannot write these anew.
 */
@Component
class AuditRoots {
    private static final Logger log = LoggerFactory.getLogger(AuditRoots.class);
    private static final ZoneId COUNTY = ZoneId.of("Asia/Shanghai");
    private static final Pattern LINE =
            Pattern.compile("(\\d{4}-\\d{2}-\\d{2}) (\\d+) ([0-9a-f]{64}) ([0-9a-f]{32})");

    private final AuditTrail trail;
    private final Vault vault;
    private final AuditSettings settings;
    private final InstantSource clock;
    private volatile String told = "";

    AuditRoots(AuditTrail trail, Vault vault, AuditSettings settings, InstantSource clock) {
        this.trail = trail;
        this.vault = vault;
        this.settings = settings;
        this.clock = clock;
    }

    /** A day, and the last record until its end. */
    record Root(String day, long seq, String hash, String signature) {
        @Override
        public String toString() {
            return "%s %d %s %s".formatted(day, seq, hash, signature);
        }
    }

    /** Adds yesterday's root where it is not yet. */
    @Scheduled(initialDelay = 1, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
    void addYesterdays() {
        var today = LocalDate.ofInstant(clock.instant(), COUNTY);
        var yesterday = today.minusDays(1).toString();
        var last = trail.lastBefore(today.atStartOfDay(COUNTY).toInstant());
        if (last.isEmpty() || told.equals(yesterday)) {
            return;
        }
        var root =
                new Root(
                        yesterday,
                        last.get().seq(),
                        last.get().hash(),
                        signature(yesterday, last.get().seq(), last.get().hash()));
        if (kept().stream().noneMatch(one -> one.day.equals(yesterday))) {
            keep(root);
            log.info("The audit trail's root of the day: {}", root);
        }
        told = yesterday;
    }

    private void keep(Root root) {
        if (!settings.roots().isEmpty()) {
            try {
                Files.writeString(
                        Path.of(settings.roots()),
                        root + "\n",
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND,
                        StandardOpenOption.SYNC);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * The first record that is not what it was, by the chain and by the roots. What is older than
     * records are kept for may be gone, up to the last one of some day.
     */
    Optional<Break> firstBreak() {
        var roots = kept();
        var beginning = beginning(roots);
        return trail.firstBreak(beginning).or(() -> firstBreak(roots, beginning.seq()));
    }

    /** After which record the chain begins: the root of its day stands for all before it. */
    private Head beginning(List<Root> roots) {
        long before = trail.first().seq() - 1;
        return roots.stream()
                .filter(root -> root.seq == before && isOurs(root) && isOld(root))
                .findFirst()
                .map(root -> new Head(root.seq, root.hash, Instant.EPOCH))
                .orElse(Head.NONE);
    }

    /** Up to which record all may be deleted by whoever may delete; 0 where none may. */
    long deletable() {
        return kept().stream()
                .filter(root -> isOurs(root) && isOld(root))
                .mapToLong(Root::seq)
                .max()
                .orElse(0);
    }

    private boolean isOld(Root root) {
        var end = LocalDate.parse(root.day).plusDays(1).atStartOfDay(COUNTY).toInstant();
        return end.plus(settings.keptFor()).isBefore(clock.instant());
    }

    private boolean isOurs(Root root) {
        return MessageDigest.isEqual(
                signature(root.day, root.seq, root.hash).getBytes(StandardCharsets.US_ASCII),
                root.signature.getBytes(StandardCharsets.US_ASCII));
    }

    private Optional<Break> firstBreak(List<Root> roots, long beginning) {
        for (var root : roots) {
            if (!isOurs(root)) {
                return Optional.of(
                        new Break(
                                root.seq,
                                "The root of %s was not signed by us".formatted(root.day)));
            }
            if (root.seq <= beginning) {
                continue; // It was kept as long as it had to be.
            }
            var record = trail.find(root.seq);
            if (record.isEmpty()) {
                return Optional.of(new Break(root.seq, "It was there at the end of " + root.day));
            }
            if (!record.get().hash().equals(root.hash)) {
                return Optional.of(
                        new Break(root.seq, "It was another one at the end of " + root.day));
            }
        }
        return Optional.empty();
    }

    List<Root> kept() {
        if (settings.roots().isEmpty() || !Files.exists(Path.of(settings.roots()))) {
            return List.of();
        }
        try {
            var roots = new ArrayList<Root>();
            for (var line : Files.readAllLines(Path.of(settings.roots()))) {
                var read = LINE.matcher(line.strip());
                if (read.matches()) {
                    roots.add(
                            new Root(
                                    read.group(1),
                                    Long.parseLong(read.group(2)),
                                    read.group(3),
                                    read.group(4)));
                }
            }
            return roots;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String signature(String day, long seq, String hash) {
        return HexFormat.of()
                .formatHex(
                        vault.sign(
                                "audit root %s %d %s"
                                        .formatted(day, seq, hash)
                                        .getBytes(StandardCharsets.UTF_8)));
    }
}
