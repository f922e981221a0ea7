package dev.wangge.simulator.wall;

/** By which provider a message came. */
public enum Channel {
    ALIYUN_SMS,
    WECOM,
    WECOM_ROBOT
}
