package dev.wangge.notify.alert;

import dev.wangge.contracts.cases.v1.CaseEvent.CaseAccepted;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseCheckPassed;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseClosed;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDeclined;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDispatched;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseExtensionApproved;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseHandled;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseMerged;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseRecalled;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReopened;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReturned;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseSettled;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseStarted;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseSuspended;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseVerificationFailed;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseVerified;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseVoided;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent.ZeroReportFiled;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent.ZeroReportWithdrawn;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What several rules are settled by. */
final class Settled {
    private Settled() {}

    /** It is done, or no longer theirs. */
    static final Set<Class<?>> BY_RESULT =
            Set.of(
                    CaseDispatched.class,
                    CaseHandled.class,
                    CaseRecalled.class,
                    CaseReturned.class,
                    CaseSettled.class,
                    CaseClosed.class);

    /** Nobody needs an answer any more. */
    static final Set<Class<?>> BY_END =
            Set.of(
                    CaseClosed.class,
                    CaseSettled.class,
                    CaseDeclined.class,
                    CaseVoided.class,
                    CaseMerged.class);

    /** All of it is done: who has it does not matter to who takes part. */
    static final Set<Class<?>> BY_ALL_DONE =
            Set.of(CaseHandled.class, CaseSettled.class, CaseClosed.class);

    static final Set<Class<?>> BY_WORK = and(BY_RESULT, CaseStarted.class);
    static final Set<Class<?>> BY_DISPATCHERS =
            Set.of(
                    CaseDispatched.class,
                    CaseAccepted.class,
                    CaseDeclined.class,
                    CaseVoided.class,
                    CaseMerged.class,
                    CaseSettled.class,
                    CaseClosed.class);

    /** Whatever was waited for came, or has more time. */
    static final Set<Class<?>> BY_ANY_STEP =
            and(
                    BY_WORK,
                    CaseAccepted.class,
                    CaseDeclined.class,
                    CaseVoided.class,
                    CaseMerged.class,
                    CaseVerified.class,
                    CaseVerificationFailed.class,
                    CaseExtensionApproved.class,
                    CaseSuspended.class,
                    CaseReopened.class,
                    CaseCheckPassed.class);

    static final Set<Class<?>> BY_REPORT = Set.of(ZeroReportFiled.class, ZeroReportWithdrawn.class);

    static Set<Class<?>> and(Set<Class<?>> these, Class<?>... those) {
        var all = new HashSet<>(these);
        all.addAll(List.of(those));
        return Set.copyOf(all);
    }
}
