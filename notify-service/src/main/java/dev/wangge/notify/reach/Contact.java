package dev.wangge.notify.reach;

import org.jspecify.annotations.Nullable;

/** How somebody is reached; opened for one sending, never stored. */
public record Contact(String language, @Nullable String phone, @Nullable String wecomId) {

    /** Never into a log by accident. */
    @Override
    public String toString() {
        return "Contact";
    }
}
