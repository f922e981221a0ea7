package dev.wangge.gateway.provider;

import java.net.URI;

/**
 * Somebody else who says who people are: a browser is sent there, and comes back with a code, for
 * which we are told who it is. Whether they have an account, and what they may, is decided here.
 */
public interface IdentityProvider {
    /** As it stands in addresses and before the names that it knows people by. */
    String id();

    /** As its button names it. */
    String named(String language);

    /**
     * A name as this provider compares it, so that one person is not known by two spellings.
     *
     * @param name as somebody wrote it
     */
    default String canonical(String name) {
        return name;
    }

    /**
     * Where the browser is sent.
     *
     * @throws ProviderAway when it cannot be known at the moment
     */
    URI asks(Attempt attempt);

    /**
     * Who came back with this code.
     *
     * @throws ProviderAway when it cannot be known at the moment
     */
    Answer answer(Attempt attempt, String code);
}
