package dev.wangge.gateway.audit;

/** What is written down; docs/api/audit.md says it of each. */
public enum AuditEvent {
    SIGNED_IN,
    SIGNED_OUT,
    /** Of all that somebody was signed in to. */
    SIGNED_OUT_EVERYWHERE,
    /** A password or a code that was none, or that might not be tried. */
    SIGN_IN_REFUSED,
    PASSWORD_CHOSEN,
    AUTHENTICATOR_SET_UP,
    ACCOUNT_OPENED,
    /** What somebody is called, who they are, what they may, where. */
    ACCOUNT_CHANGED,
    ACCOUNT_DISABLED,
    ACCOUNT_ENABLED,
    ACCOUNT_UNLOCKED,
    ACCOUNT_SIGNED_OUT,
    ACCOUNT_INVITED,
    AUTHENTICATOR_TAKEN,
    /** Another does somebody's work for a while. */
    WORK_HANDED_ON,
    WORK_TAKEN_BACK,
    /** The roster says that somebody is away, back or gone, or for whom they stand in. */
    ATTENDANCE_CHANGED,
    /** An application was given a token for somebody. */
    APPLICATION_SIGNED_IN,
    /** A code or a refresh token came a second time. */
    TOKEN_REUSED,
    /** A client's secret was none, or it may not have a token now, or from there. */
    CLIENT_REFUSED,
    CLIENT_OPENED,
    /** What it is called, and what it may, where, from where, until when. */
    CLIENT_CHANGED,
    /** It has another secret. */
    CLIENT_ROTATED,
    CLIENT_DISABLED,
    CLIENT_ENABLED,
    /** What was written down was read, by whom. */
    AUDIT_READ,
    /** Somebody was refused for who they are. */
    CALL_REFUSED,
    /** So many refusals came at once that some are not here. */
    REFUSALS_DROPPED,
    /** A contact was shown whole. */
    CONTACT_SHOWN,
    /** Data were taken out as a file. */
    DATA_EXPORTED,
    /** A confidential case was shown, or something of it. */
    CONFIDENTIAL_CASE_READ,
    /** A confidential case stood in a list, with number and title. */
    CONFIDENTIAL_CASE_LISTED,
    /** Rules were set for a division, or given up by it. */
    RULES_SET,
    /** A service said what only a newer gateway knows. */
    OTHER
}
