package dev.wangge.gateway.rights;

/**
 * What an account or a client may was changed here: whoever keeps in mind whose tokens have ended
 * looks again.
 */
public record RightsChanged(String subject) {}
