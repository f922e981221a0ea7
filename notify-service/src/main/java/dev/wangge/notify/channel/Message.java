package dev.wangge.notify.channel;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a person is told, for whichever channel carries it.
 *
 * @param title one line
 * @param text a few lines
 * @param button what the link's button says
 * @param link the page behind it, whole
 * @param smsTemplate the code of the SMS template
 * @param smsValues its variables; the short link's code among them
 */
public record Message(
        String title,
        String text,
        String button,
        String link,
        String smsTemplate,
        Map<String, String> smsValues) {
    public Message {
        // In one order, whichever JVM: the same message must look the same after a restart.
        smsValues = Collections.unmodifiableSortedMap(new TreeMap<>(smsValues));
    }
}
