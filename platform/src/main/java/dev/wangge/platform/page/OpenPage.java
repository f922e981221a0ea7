package dev.wangge.platform.page;

import java.util.Arrays;
import java.util.Optional;

/** Pages that are opened without a token: their address carries what grants them. */
public enum OpenPage {
    /** Behind an alert about a case. */
    CASE_ALERT("/l/"),
    /** Behind an alert about a zero-report. */
    ZERO_REPORT_ALERT("/z/"),
    /** 一案一码: how a case stands, for everybody who has its code. */
    CASE("/c/"),
    /** Behind the QR code of a village or a 爱心驿站: a form for whoever stands before it. */
    REPORT("/r/");

    private final String prefix;

    OpenPage(String prefix) {
        this.prefix = prefix;
    }

    /** What their addresses begin with. */
    public String prefix() {
        return prefix;
    }

    /** The page at a path; empty where it is none of them. */
    public static Optional<OpenPage> at(String path) {
        return Arrays.stream(values()).filter(page -> path.startsWith(page.prefix)).findFirst();
    }

    /** What grants it: the segment after its prefix. */
    public String grantIn(String path) {
        var end = path.indexOf('/', prefix.length());
        return end < 0 ? path.substring(prefix.length()) : path.substring(prefix.length(), end);
    }
}
