package dev.wangge.gateway.client;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/**
 * An address, or a range of them.
 *
 * @param value as {@code 192.0.2.7}, {@code 192.0.2.0/24} or {@code 2001:db8::/32}
 */
record AddressRange(String value) {
    private static final Pattern WRITTEN =
            Pattern.compile(
                    "(?<address>\\d{1,3}(\\.\\d{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)(/(?<bits>\\d{1,3}))?");

    /** The one written so; empty where that is none. No name is ever looked up. */
    static Optional<AddressRange> of(String written) {
        var read = WRITTEN.matcher(written);
        if (!read.matches()) {
            return Optional.empty();
        }
        try {
            int all = InetAddress.ofLiteral(read.group("address")).getAddress().length * Byte.SIZE;
            var bits = read.group("bits");
            return bits == null || Integer.parseInt(bits) <= all
                    ? Optional.of(new AddressRange(written))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether an address lies in it. */
    boolean holds(String address) {
        return of(address).isPresent() && new IpAddressMatcher(value).matches(address);
    }
}
