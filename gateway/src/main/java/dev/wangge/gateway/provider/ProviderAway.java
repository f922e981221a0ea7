package dev.wangge.gateway.provider;

/** A provider that cannot be asked at the moment. */
public class ProviderAway extends RuntimeException {
    /**
     * @param why without what was sent or answered
     */
    public ProviderAway(String provider, String why) {
        super("%s is away: %s".formatted(provider, why));
    }
}
