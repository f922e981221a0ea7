package dev.wangge.grids.locate;

import cn.hutool.core.util.CoordinateUtil;
import dev.wangge.grids.locate.Atlas.LngLat;
import dev.wangge.platform.place.CoordinateFault;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a caller asks about one place, unchecked.
 *
 * @param crs WGS84, GCJ02 or CGCS2000
 * @param reporter blind index of a phone, 32 hexadecimal digits
 */
record Question(
        @Nullable Double lng,
        @Nullable Double lat,
        String crs,
        @Nullable String text,
        @Nullable String reporter) {
    private static final Pattern BLIND_INDEX = Pattern.compile("[0-9a-f]{32}");

    /** One thing that is wrong with it. */
    record Wrong(String field, String code, String message) {}

    /** What is wrong with it; empty when it can be answered. */
    List<Wrong> wrong() {
        var wrong = new ArrayList<Wrong>();
        if (!List.of("WGS84", "GCJ02", "CGCS2000").contains(crs)) {
            wrong.add(new Wrong("crs", "wrong-value", "crs is WGS84, GCJ02 or CGCS2000"));
        }
        if (reporter != null && !BLIND_INDEX.matcher(reporter).matches()) {
            wrong.add(
                    new Wrong(
                            "reporter",
                            "wrong-value",
                            "reporter is the blind index of a phone, 32 hexadecimal digits"));
        }
        if (lng == null && lat == null) {
            if (text == null && reporter == null) {
                wrong.add(new Wrong("lng", "required", "Give lng and lat, or text, or reporter"));
            }
            return wrong;
        }
        CoordinateFault.of(lng, lat)
                .map(fault -> new Wrong(fault.field(), fault.code(), fault.message()))
                .ifPresent(wrong::add);
        return wrong;
    }

    /** Longitude and latitude as we keep them; null when there are none. */
    @Nullable LngLat lngLat() {
        if (lng == null || lat == null) {
            return null;
        }
        if (!crs.equals("GCJ02")) {
            return new LngLat(lng, lat);
        }
        var real = CoordinateUtil.gcj02ToWgs84(lng, lat);
        return new LngLat(real.getLng(), real.getLat());
    }
}
