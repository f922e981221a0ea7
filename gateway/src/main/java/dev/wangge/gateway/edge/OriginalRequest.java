package dev.wangge.gateway.edge;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/** A problem is about the address that was asked for, not the one that was forwarded to. */
final class OriginalRequest extends HttpServletRequestWrapper {
    private final String attribute;

    /**
     * @param attribute where the container kept the first address
     */
    OriginalRequest(HttpServletRequest request, String attribute) {
        super(request);
        this.attribute = attribute;
    }

    @Override
    public String getRequestURI() {
        return getAttribute(attribute) instanceof String asked ? asked : super.getRequestURI();
    }
}
