package dev.wangge.cases.page;

import dev.wangge.contracts.cases.v1.CaseEvent.Coordinates;
import java.util.Locale;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What pages point at.
 *
 * @param mapLink where a place is shown on a map: an address with {@code {lng}}, {@code {lat}} and
 *     {@code {datum}} in it, which is {@code gaode} of coordinates in GCJ02 and else {@code wgs84}
 */
@ConfigurationProperties("wangge.pages")
record PageSettings(
        @DefaultValue("https://uri.amap.com/marker?position={lng},{lat}&coordinate={datum}")
                String mapLink) {

    PageSettings {
        if (!mapLink.matches("(https?://|geo:).*")
                || !mapLink.contains("{lng}")
                || !mapLink.contains("{lat}")) {
            throw new IllegalArgumentException(
                    "wangge.pages.map-link is an address with {lng} and {lat}, not " + mapLink);
        }
    }

    /** The map at this place. */
    String mapAt(Coordinates at) {
        return mapLink.replace("{lng}", degrees(at.lng()))
                .replace("{lat}", degrees(at.lat()))
                .replace("{datum}", at.crs().equals("GCJ02") ? "gaode" : "wgs84");
    }

    /** As precise as a step. */
    static String degrees(double degrees) {
        return String.format(Locale.ROOT, "%.5f", degrees);
    }
}
