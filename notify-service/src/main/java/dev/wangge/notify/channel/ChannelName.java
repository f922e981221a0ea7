package dev.wangge.notify.channel;

/** The channels, in the order in which a person is tried by them. */
public enum ChannelName {
    WECOM,
    ALIYUN_SMS
}
