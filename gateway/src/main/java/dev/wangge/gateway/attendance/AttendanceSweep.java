package dev.wangge.gateway.attendance;

import dev.wangge.contracts.grids.v1.DirectoryEntry.MemberState;
import dev.wangge.gateway.account.Account;
import dev.wangge.gateway.account.Accounts;
import dev.wangge.gateway.account.Work.Attendance;
import dev.wangge.gateway.account.Work.Presence;
import dev.wangge.gateway.roster.Roster;
import dev.wangge.platform.sweep.EachAlone;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Looks each few seconds what the roster says of whoever has an account, and notes it with the
 * account: requests are decided by the account alone, and what ended is told to all services as any
 * other change of rights is. Any number of instances may look; whoever notes a change first, notes
 * it.
 */
@Component
class AttendanceSweep {
    private static final int PAGE = 500;
    private static final ZoneId COUNTY = ZoneId.of("Asia/Shanghai");

    private final Roster roster;
    private final Accounts accounts;
    private final InstantSource clock;
    private final EachAlone each;

    AttendanceSweep(Roster roster, Accounts accounts, InstantSource clock, MeterRegistry metrics) {
        this.each = new EachAlone("attendance of accounts", clock, metrics);
        this.roster = roster;
        this.accounts = accounts;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${wangge.accounts.attendance-every:10s}")
    void sweep() {
        var now = clock.instant();
        var standIns = new StandIns(roster.leavesAt(now));
        var handedOn = accounts.handingOn();
        var today = now.atZone(COUNTY).toLocalDate();
        @Nullable String after = null;
        List<Account> page;
        do {
            page = accounts.all(after, PAGE);
            var members =
                    roster.members(
                            page.stream().map(Account::person).filter(Objects::nonNull).toList());
            each.forEach(
                    page,
                    Account::id,
                    account -> {
                        var found = look(account, members, standIns, handedOn, today);
                        if (!found.equals(account.work().attendance())) {
                            accounts.attends(account, found);
                        }
                    });
            after = page.isEmpty() ? after : page.getLast().id();
        } while (page.size() == PAGE);
    }

    private static Attendance look(
            Account account,
            Map<String, MemberState> members,
            StandIns standIns,
            List<Account> handedOn,
            LocalDate today) {
        var person = account.person();
        var theirs = handedOn.stream().filter(from -> isTo(from, account)).toList();
        var awayUntil = person == null ? null : standIns.awayUntil(person).orElse(null);
        return new Attendance(
                presence(account, members, awayUntil != null, today),
                awayUntil,
                Stream.concat(
                                person == null ? Stream.of() : standIns.of(person).stream(),
                                theirs.stream().map(Account::who))
                        .distinct()
                        .sorted()
                        .toList(),
                theirs.stream().flatMap(from -> from.work().units().stream()).distinct().toList());
    }

    private static boolean isTo(Account from, Account account) {
        return Objects.requireNonNull(from.work().handedOn()).to().equals(account.id());
    }

    /** Whom the roster never had cannot have left it. */
    private static Presence presence(
            Account account, Map<String, MemberState> members, boolean isAway, LocalDate today) {
        var person = account.person();
        if (person == null) {
            return Presence.UNSEEN;
        }
        var member = members.get(person);
        if (member == null) {
            var before = account.work().attendance().presence();
            return before == Presence.UNSEEN ? before : Presence.LEFT;
        }
        if (!serves(member, today)) {
            return Presence.LEFT;
        }
        return isAway ? Presence.AWAY : Presence.SERVES;
    }

    private static boolean serves(MemberState member, LocalDate today) {
        return (member.validFrom() == null || !today.isBefore(LocalDate.parse(member.validFrom())))
                && (member.validTo() == null || !today.isAfter(LocalDate.parse(member.validTo())));
    }
}
