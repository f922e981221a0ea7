package dev.wangge.gateway.account;

import com.mongodb.client.model.Filters;
import dev.wangge.gateway.account.Account.Invitation;
import dev.wangge.gateway.account.Account.Lock;
import dev.wangge.gateway.audit.AuditEvent;
import dev.wangge.gateway.audit.AuditedChange;
import dev.wangge.platform.secret.Demonstration;
import dev.wangge.platform.security.Role;
import dev.wangge.platform.security.TokenSettings;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Where nobody can sign in yet, one can be made who lets in all others: an administrator of
 * accounts, whose link stands in the log of this start, and is good for three days. A demonstration
 * has somebody for each role instead.
 */
@Component
class FirstAccounts {
    private static final Logger log = LoggerFactory.getLogger(FirstAccounts.class);
    private static final String ITSELF = "system";

    private final AccountStore store;
    private final KnownAs knownAs;
    private final Passwords passwords;
    private final AccountSettings settings;
    private final String issuer;
    private final InstantSource clock;
    private final boolean isDemonstration;

    FirstAccounts(
            AccountStore store,
            KnownAs knownAs,
            Passwords passwords,
            AccountSettings settings,
            TokenSettings tokens,
            Environment environment,
            InstantSource clock) {
        this.isDemonstration = Demonstration.is(environment);
        this.store = store;
        this.knownAs = knownAs;
        this.passwords = passwords;
        this.settings = settings;
        this.issuer = tokens.issuer();
        this.clock = clock;
    }

    @EventListener(ApplicationReadyEvent.class)
    void open() {
        if (store.hasAnybodyAPassword()) {
            return;
        }
        var shared = settings.demonstrationPassword();
        if (shared == null || shared.isBlank() || !isDemonstration) {
            invite();
        } else {
            var hash = passwords.hash(shared);
            for (var one : DemonstrationAccount.values()) {
                boolean isNew =
                        add(
                                account(
                                        one.spelled(),
                                        one.named(),
                                        one.person(),
                                        one.role(),
                                        List.of(one.division()),
                                        hash,
                                        null),
                                one.knownAs());
                if (isNew) {
                    knownAs.set(one.knownAs(), one.spelled());
                }
            }
        }
    }

    private void invite() {
        var secret = Hashes.random();
        var invitation = Accounts.invitation(secret, clock.instant());
        boolean made =
                add(
                        account(
                                settings.first(),
                                settings.first(),
                                null,
                                Role.SECURITY_ADMIN,
                                settings.divisions(),
                                null,
                                invitation),
                        List.of());
        boolean again =
                !made
                        && store.update(
                                        Filters.and(
                                                Filters.eq("_id", settings.first()),
                                                Filters.lt(
                                                        "invitation.until",
                                                        Date.from(clock.instant()))),
                                        AccountStore.invitation(invitation),
                                        AuditedChange.by(
                                                ITSELF,
                                                AuditEvent.ACCOUNT_INVITED,
                                                settings.first(),
                                                null))
                                .isPresent();
        if (made || again) {
            log.warn(
                    "Nobody can sign in yet. {} chooses a password here, within three days: {}/password/{}",
                    settings.first(),
                    issuer,
                    secret);
        }
    }

    private boolean add(Account account, List<String> names) {
        var opened =
                AuditedChange.by(
                        ITSELF,
                        AuditEvent.ACCOUNT_OPENED,
                        account.id(),
                        account.rights() + KnownAs.written(names));
        return store.add(account, opened);
    }

    private Account account(
            String id,
            String name,
            @Nullable String person,
            Role role,
            List<String> divisions,
            @Nullable String password,
            @Nullable Invitation invitation) {
        var now = clock.instant();
        return new Account(
                id,
                1,
                name,
                person,
                Set.of(role),
                divisions,
                Work.NONE,
                null,
                false,
                password,
                invitation,
                null,
                Lock.NONE,
                now,
                now,
                null,
                now,
                ITSELF);
    }
}
