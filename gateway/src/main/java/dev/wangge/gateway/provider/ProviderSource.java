package dev.wangge.gateway.provider;

import java.util.List;

/** A kind of provider: those of it that the configuration names. */
public interface ProviderSource {
    /** In the order of the configuration; empty where there is none. */
    List<? extends IdentityProvider> providers();
}
