package dev.wangge.cases.casework;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.wangge.cases.access.Handlers;
import dev.wangge.cases.directory.Callers;
import dev.wangge.cases.people.People;
import dev.wangge.cases.people.People.Contact;
import dev.wangge.platform.audit.Audited;
import dev.wangge.platform.audit.AuditedAct;
import dev.wangge.platform.audit.AuditedRequest;
import dev.wangge.platform.audit.Unmasked;
import dev.wangge.platform.openapi.Takes;
import dev.wangge.platform.policy.AllowedTo;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import dev.wangge.platform.security.Role;
import dev.wangge.platform.web.FreeText;
import dev.wangge.platform.web.StrictBodies;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Who has a case can call its reporter back: for a purpose, and after it was written down in the
 * case who asked.
 */
@RestController
@Tag(name = "cases", description = "案件")
class ContactController {
    private static final int LONGEST_PURPOSE = 200;
    private final Cases cases;
    private final Callers callers;
    private final People people;
    private final StrictBodies bodies;

    ContactController(Cases cases, Callers callers, People people, StrictBodies bodies) {
        this.cases = cases;
        this.callers = callers;
        this.people = people;
        this.bodies = bodies;
    }

    /** What a caller says. */
    record Asked(
            @Schema(
                            requiredMode = REQUIRED,
                            minLength = 1,
                            maxLength = LONGEST_PURPOSE,
                            example = "电话核实")
                    @Nullable String purpose) {}

    /** The contact, whole. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Shown(@Nullable String name, @Nullable String phone, String language)
            implements Unmasked {
        static Shown of(Contact contact) {
            return new Shown(contact.name(), contact.phone(), contact.language());
        }

        /** Never into a log by accident. */
        @Override
        public String toString() {
            return "Shown";
        }
    }

    @Operation(summary = "The reporter's contact, whole: {purpose}; each time is written down")
    @Takes(Asked.class)
    @AllowedTo({Role.DISPATCHER, Role.HANDLER})
    @Audited(AuditedAct.UNMASKS)
    @PostMapping("/api/v1/cases/{id}/contact")
    Shown contact(@PathVariable String id, @RequestBody(required = false) byte @Nullable [] raw) {
        var caller = callers.current();
        var it = cases.visible(id, caller).now();
        if (it.confidence().isReporterHidden()) {
            caller.require(Role.DISPATCHER);
        }
        if (!Cases.isInCharge(it, caller)) {
            throw Cases.notInCharge();
        }
        Handlers.require(it, caller, caller.actor(), List.of(Role.DISPATCHER, Role.HANDLER));
        var asked = bodies.read(raw == null ? new byte[0] : raw, Asked.class);
        var purpose =
                FreeText.required(
                        asked.purpose() == null ? caller.purpose() : asked.purpose(),
                        "#/purpose",
                        LONGEST_PURPOSE);
        var contact =
                Optional.ofNullable(it.reporter())
                        .flatMap(people::contactOf)
                        .orElseThrow(() ->
                                new Problem(
                                        ProblemType.NO_SUCH_CONTACT,
                                        "Nobody can be called back about this case"));
        cases.noteContactRead(id, purpose, caller.actor());
        AuditedRequest.isAbout(id, purpose);
        return Shown.of(contact);
    }
}
