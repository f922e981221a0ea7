package dev.wangge.platform.problem;

import jakarta.servlet.http.HttpServletRequest;

/** Whoever wants to know of what was refused; it holds up nobody's answer. */
@FunctionalInterface
public interface RefusalWatch {
    void refused(HttpServletRequest request, Problem problem);
}
