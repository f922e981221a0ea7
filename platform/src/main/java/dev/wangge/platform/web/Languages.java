package dev.wangge.platform.web;

import jakarta.servlet.http.HttpServletRequest;

/** In which language to answer. */
public final class Languages {
    private Languages() {}

    /**
     * What {@code Accept-Language} asks for first; zh when it asks for nothing, wherever we run.
     */
    public static String asked(HttpServletRequest request) {
        return request.getHeader("Accept-Language") == null
                ? "zh"
                : request.getLocale().getLanguage();
    }
}
