package dev.wangge.notify.channel.aliyun;

/** What Aliyun waits for, as it is described; code 0 is that nothing need be sent again. */
record AliyunAnswer(int code, String msg) {}
