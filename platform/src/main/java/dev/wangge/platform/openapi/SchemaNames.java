package dev.wangge.platform.openapi;

import com.fasterxml.jackson.databind.JavaType;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * What types are called in the description. A nested one carries its outer one's name in front, so
 * that the person of a team and the one of a shift are two; should two names meet all the same, the
 * later one carries its package's.
 */
final class SchemaNames {
    private static final Pattern ROLE =
            Pattern.compile("(Controller|Actions|Commands|Orders|Views?|Body|Reports?)$");
    private final Map<String, Class<?>> taken = new ConcurrentHashMap<>();

    /** Page of CaseRow is PageCaseRow. */
    String of(JavaType type) {
        var name = new StringBuilder(of(type.getRawClass()));
        for (var argument : type.getBindings().getTypeParameters()) {
            name.append(of(argument.getRawClass()));
        }
        return name.toString();
    }

    String of(Class<?> type) {
        var name = plain(type);
        if (isFree(name, type)) {
            return name;
        }
        var packageName = type.getPackageName();
        var feature = packageName.substring(packageName.lastIndexOf('.') + 1);
        return Character.toUpperCase(feature.charAt(0)) + feature.substring(1) + name;
    }

    private boolean isFree(String name, Class<?> type) {
        var before = taken.putIfAbsent(name, type);
        return before == null || before == type;
    }

    private static String plain(Class<?> type) {
        var outer = type.getEnclosingClass();
        if (outer == null || outer.isInterface()) {
            return type.getSimpleName();
        }
        var stem = ROLE.matcher(plain(outer)).replaceFirst("");
        return type.getSimpleName().startsWith(stem)
                ? type.getSimpleName()
                : stem + type.getSimpleName();
    }
}
