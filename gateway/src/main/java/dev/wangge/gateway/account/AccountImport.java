package dev.wangge.gateway.account;

import dev.wangge.gateway.account.AccountForm.Said;
import dev.wangge.gateway.account.Accounts.Made;
import dev.wangge.gateway.provider.IdentityProviders;
import dev.wangge.platform.csv.CsvFile;
import dev.wangge.platform.csv.CsvFile.Row;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.security.Caller;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Accounts out of a table of people. The whole file is looked at first: nothing is done unless all
 * can be. Then row by row, each as it would be done alone, so that a file that was broken off in
 * the middle is sent again.
 */
@Component
class AccountImport {
    private static final int MOST_ROWS = 5_000;
    private static final List<String> REQUIRED = List.of("id", "name", "roles", "divisions");
    private static final List<String> OPTIONAL = List.of("person", "units", "known_as", "active");

    private final Accounts accounts;
    private final IdentityProviders providers;
    private final InstantSource clock;

    AccountImport(Accounts accounts, IdentityProviders providers, InstantSource clock) {
        this.providers = providers;
        this.accounts = accounts;
        this.clock = clock;
    }

    /**
     * What came of a file, or would.
     *
     * @param invited whoever was given a link to choose a password by
     */
    record Imported(int rows, int opened, int changed, int unchanged, List<Made> invited) {}

    /**
     * A row.
     *
     * @param active whether they may sign in; null where the file does not say
     */
    private record Wanted(Said said, @Nullable Boolean active) {}

    /**
     * Brings them in.
     *
     * @param dryRun only looks
     * @throws Problem invalid-csv with what is wrong by line
     */
    Imported run(InputStream body, @Nullable String contentType, boolean dryRun, Caller caller) {
        var csv = new CsvFile(REQUIRED, OPTIONAL);
        var lines = new HashMap<String, Long>();
        var wanted = new ArrayList<Wanted>();
        csv.read(
                body,
                contentType,
                row -> {
                    var read = read(row, csv);
                    if (read != null && isFirst(read, row.line(), lines, csv)) {
                        wanted.add(read);
                    }
                });
        for (var one : wanted) {
            check(one, caller, lines.getOrDefault(one.said().id(), 1L), csv);
        }
        csv.refuseIfWrong();
        return bring(wanted, dryRun, caller);
    }

    private static boolean isFirst(Wanted read, long line, Map<String, Long> lines, CsvFile csv) {
        var before = lines.putIfAbsent(read.said().id(), line);
        if (before != null) {
            csv.wrong(line, "twice", "This account is in line %d already".formatted(before));
        } else if (lines.size() > MOST_ROWS) {
            csv.wrong(line, "too-many", "At most 5000 accounts in a file");
        }
        return before == null && lines.size() <= MOST_ROWS;
    }

    private @Nullable Wanted read(Row row, CsvFile csv) {
        try {
            var names = several(row.get("known_as"));
            var read =
                    new AccountForm(
                                    row.get("id"),
                                    row.get("name"),
                                    row.get("person").isEmpty() ? null : row.get("person"),
                                    several(row.get("roles")),
                                    several(row.get("divisions")),
                                    several(row.get("units")),
                                    names)
                            .read(providers);
            // A table of people need not know by what names others know them.
            var said = names.isEmpty() ? read.keeping(accounts.knownAs(read.id())) : read;
            var active = row.get("active");
            if (!active.isEmpty() && !active.matches("true|false")) {
                csv.wrong(row.line(), "wrong-value", "active is true, false, or left out");
                return null;
            }
            return new Wanted(said, active.isEmpty() ? null : Boolean.valueOf(active));
        } catch (Problem wrong) {
            wrong(row.line(), wrong, csv);
            return null;
        }
    }

    private static List<String> several(String cell) {
        return Arrays.stream(cell.split("[;；|\\s]+", -1)).filter(one -> !one.isEmpty()).toList();
    }

    private void check(Wanted wanted, Caller caller, long line, CsvFile csv) {
        try {
            var _ = accounts.checked(wanted.said(), caller);
        } catch (Problem wrong) {
            wrong(line, wrong, csv);
        }
    }

    private static void wrong(long line, Problem problem, CsvFile csv) {
        if (problem.pointed().isEmpty()) {
            csv.wrong(line, "wrong-value", String.valueOf(problem.getMessage()));
        }
        problem.pointed().forEach(fault -> csv.wrong(line, fault.code(), fault.message()));
    }

    private Imported bring(List<Wanted> wanted, boolean dryRun, Caller caller) {
        var invited = new ArrayList<Made>();
        int opened = 0;
        int changed = 0;
        for (var one : wanted) {
            var there = accounts.checked(one.said(), caller);
            if (there.isEmpty()) {
                opened++;
            } else if (differs(there.get(), one)) {
                changed++;
            }
            if (!dryRun) {
                bring(one, there, caller).ifPresent(invited::add);
            }
        }
        return new Imported(
                wanted.size(), opened, changed, wanted.size() - opened - changed, invited);
    }

    private boolean differs(Account account, Wanted wanted) {
        return !Accounts.isSame(account, wanted.said())
                || !wanted.said().knownAs().equals(accounts.knownAs(account.id()))
                || differsInActive(account, wanted);
    }

    private static boolean differsInActive(Account account, Wanted wanted) {
        return wanted.active() != null && wanted.active() == account.disabled();
    }

    /** Makes it so; with a link where they need one. */
    private Optional<Made> bring(Wanted wanted, Optional<Account> there, Caller caller) {
        var id = wanted.said().id();
        if (there.isEmpty()) {
            var made = accounts.open(wanted.said(), caller);
            if (differsInActive(made.account(), wanted)) {
                return Optional.of(
                        new Made(
                                accounts.act(id, AccountAction.DISABLE, null, caller).account(),
                                made.secret()));
            }
            return Optional.of(made);
        }
        var account = accounts.change(id, wanted.said(), null, caller);
        if (differsInActive(account, wanted)) {
            var action = account.disabled() ? AccountAction.ENABLE : AccountAction.DISABLE;
            account = accounts.act(id, action, null, caller).account();
        }
        return isInvitedTooLongAgo(account)
                ? Optional.of(accounts.act(id, AccountAction.INVITE, null, caller))
                : Optional.empty();
    }

    private boolean isInvitedTooLongAgo(Account account) {
        var invitation = account.invitation();
        return account.password() == null
                && !account.disabled()
                && (invitation == null || !clock.instant().isBefore(invitation.until()));
    }
}
