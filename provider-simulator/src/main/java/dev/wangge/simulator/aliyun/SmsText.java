package dev.wangge.simulator.aliyun;

/** How long an SMS is: UCS-2 units, as networks count them, the 【signature】 included. */
record SmsText(String value) {

    /** Characters that go into one SMS. */
    private static final int SINGLE = 70;

    /** Characters of each part of a longer one, which also carries its place in the row. */
    private static final int SEGMENT = 67;

    private static final int LONGEST = 500;

    static SmsText of(String signName, String text) {
        return new SmsText("【" + signName + "】" + text);
    }

    boolean tooLong() {
        return value.length() > LONGEST;
    }

    int segments() {
        int length = value.length();
        return length <= SINGLE ? 1 : Math.ceilDiv(length, SEGMENT);
    }
}
