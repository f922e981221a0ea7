package dev.wangge.gateway.audit;

import dev.wangge.contracts.audit.v1.AuditFact;
import dev.wangge.contracts.audit.v1.AuditFact.CallRefused;
import dev.wangge.contracts.audit.v1.AuditFact.ConfidentialCaseListed;
import dev.wangge.contracts.audit.v1.AuditFact.ConfidentialCaseRead;
import dev.wangge.contracts.audit.v1.AuditFact.ContactShown;
import dev.wangge.contracts.audit.v1.AuditFact.DataExported;
import dev.wangge.contracts.audit.v1.AuditFact.RefusalsDropped;
import dev.wangge.contracts.audit.v1.AuditFact.RulesSet;
import dev.wangge.platform.event.ReceivedEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What services say, as the trail writes it down. */
final class ServiceFacts {
    private ServiceFacts() {}

    /** What came from a service; of a kind that only a newer gateway knows, that it came. */
    static Noted of(ReceivedEvent received) {
        var service = received.source().replaceFirst("^/", "");
        var by = received.actor().toString();
        return received.event()
                .map(AuditFact.class::cast)
                .map(fact -> of(received.id(), service, received.time(), by, fact))
                .orElseGet(() ->
                        new Noted(
                                AuditEvent.OTHER.name(),
                                by,
                                "",
                                received.subject(),
                                received.type(),
                                new Origin(received.id(), service, received.time(), null, null)));
    }

    static Noted of(String id, String service, Instant at, String by, AuditFact fact) {
        var call = fact.call();
        return new Noted(
                event(fact).name(),
                by,
                call.from(),
                fact.about(),
                detail(fact),
                new Origin(id, service, at, call.insteadOf(), fact.why()));
    }

    private static AuditEvent event(AuditFact fact) {
        return switch (fact) {
            case CallRefused _ -> AuditEvent.CALL_REFUSED;
            case ContactShown _ -> AuditEvent.CONTACT_SHOWN;
            case DataExported _ -> AuditEvent.DATA_EXPORTED;
            case ConfidentialCaseRead _ -> AuditEvent.CONFIDENTIAL_CASE_READ;
            case ConfidentialCaseListed _ -> AuditEvent.CONFIDENTIAL_CASE_LISTED;
            case RulesSet _ -> AuditEvent.RULES_SET;
            case RefusalsDropped _ -> AuditEvent.REFUSALS_DROPPED;
        };
    }

    private static @Nullable String detail(AuditFact fact) {
        var route = fact.call().route();
        return switch (fact) {
            case CallRefused it when it.times() > 1 -> route + ", " + it.times() + " times";
            case DataExported it when it.asked() != null -> route + "?" + it.asked();
            case RulesSet it -> String.join(", ", it.versions());
            case RefusalsDropped it -> it.number() + " refusals";
            case CallRefused _,
                    DataExported _,
                    ContactShown _,
                    ConfidentialCaseRead _,
                    ConfidentialCaseListed _ ->
                    route;
        };
    }
}
