package dev.wangge.notify.reach;

import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * How somebody is reached; opened for one sending, never stored.
 *
 * @param addresses in the order in which they are tried
 */
public record Contact(String language, List<Address> addresses) {
    private static final String NAME = "name";

    /** The kinds of addresses that are tried first, in this order. */
    private static final List<String> PREFERRED = List.of("wecomId", "phone");

    /**
     * One address.
     *
     * @param kind as sealed contacts name it, such as phone
     */
    public record Address(String kind, String value) {
        private int rank() {
            int rank = PREFERRED.indexOf(kind);
            return rank < 0 ? PREFERRED.size() : rank;
        }

        /** Never into a log by accident. */
        @Override
        public String toString() {
            return kind;
        }
    }

    /** What was sealed: each text in it is an address but the name. */
    static Contact of(String language, JsonNode opened) {
        return new Contact(
                language,
                opened.properties().stream()
                        .filter(field -> !field.getKey().equals(NAME))
                        .map(field -> new Address(field.getKey(), field.getValue().asString("")))
                        .filter(address -> !address.value().isBlank())
                        .sorted(Comparator.comparingInt(Address::rank))
                        .toList());
    }

    /** Never into a log by accident. */
    @Override
    public String toString() {
        return "Contact";
    }
}
