package dev.wangge.platform.door;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/**
 * Where a request comes from. X-Forwarded-For is believed from the right, as long as the one who
 * says it is a configured proxy: what stands left of the first other address anybody may have
 * written there.
 */
public final class TrustedProxies {
    /** What the gateway tells the services, and outer proxies the gateway. */
    public static final String HEADER = "X-Forwarded-For";

    private static final int MOST_HOPS = 20;
    private static final int LONGEST = 64;

    private final List<IpAddressMatcher> ranges;

    /**
     * Proxies by address or range (CIDR); blank ones are none.
     *
     * @throws IllegalArgumentException for what is neither
     */
    public TrustedProxies(List<String> ranges) {
        this.ranges =
                ranges.stream()
                        .map(String::strip)
                        .filter(range -> !range.isEmpty())
                        .map(IpAddressMatcher::new)
                        .toList();
    }

    /** Whether what this address forwards is believed. */
    public boolean trusts(String address) {
        return ranges.stream().anyMatch(range -> range.matches(address));
    }

    /**
     * The address that a request comes from.
     *
     * @param peer at the other end of the connection
     * @param forwarded the values of X-Forwarded-For, in their order
     */
    public String origin(String peer, List<String> forwarded) {
        var origin = literal(peer).orElse(peer);
        var hops = new ArrayList<String>();
        forwarded.forEach(line -> hops.addAll(Arrays.asList(line.split(",", -1))));
        Collections.reverse(hops);
        for (var hop : hops.subList(0, Math.min(hops.size(), MOST_HOPS))) {
            var next = trusts(origin) ? literal(hop.strip()) : Optional.<String>empty();
            if (next.isEmpty()) {
                return origin;
            }
            origin = next.get();
        }
        return origin;
    }

    /**
     * Whom to count it to: who has one IPv6 address has the 2^64 around it, too.
     *
     * @param address as {@link #origin} gives it
     */
    public static String counted(String address) {
        try {
            var parsed = InetAddress.ofLiteral(address);
            return parsed instanceof Inet6Address
                    ? InetAddress.getByAddress(
                                            Arrays.copyOf(
                                                    Arrays.copyOf(parsed.getAddress(), 8), 16))
                                    .getHostAddress()
                            + "/64"
                    : parsed.getHostAddress();
        } catch (IllegalArgumentException | java.net.UnknownHostException e) {
            return address;
        }
    }

    /** An address in its one spelling, without port and zone; no name is ever looked up. */
    private static Optional<String> literal(String written) {
        if (written.length() > LONGEST) {
            return Optional.empty();
        }
        var address = written;
        if (address.startsWith("[")) {
            address = address.substring(1, Math.max(1, address.indexOf(']')));
        } else if (address.indexOf(':') == address.lastIndexOf(':') && address.contains(":")) {
            address = address.substring(0, address.indexOf(':'));
        }
        var zone = address.indexOf('%');
        try {
            return Optional.of(
                    InetAddress.ofLiteral(zone < 0 ? address : address.substring(0, zone))
                            .getHostAddress());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
