package dev.wangge.notify.channel;

/** A channel's name, as it is stored and published, such as WECOM. */
public record ChannelName(String value) {
    @Override
    public String toString() {
        return value;
    }
}
