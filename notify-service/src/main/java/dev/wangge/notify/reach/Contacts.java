package dev.wangge.notify.reach;

import dev.wangge.contracts.Recipient;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How recipients are reached. */
public interface Contacts {

    /**
     * How a recipient is reached; empty when nothing is known of them, yet or any more.
     *
     * @param recipient as {@link Recipient} writes it
     */
    Optional<Contact> contact(String recipient);

    /** Who is told, and the name of the place it is about; its code while the name is not known. */
    record Target(Optional<Contact> contact, String place) {
        public static final Target NOBODY = new Target(Optional.empty(), "");
    }

    /**
     * How a recipient is reached, and the name of a grid or else a division, looked up together.
     */
    Target target(String recipient, @Nullable String grid, @Nullable String division);
}
