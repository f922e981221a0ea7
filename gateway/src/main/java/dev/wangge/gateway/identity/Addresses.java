package dev.wangge.gateway.identity;

import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Where the request comes from that is being answered, for whom the framework hands none to. */
final class Addresses {
    private Addresses() {}

    /** Its address; empty outside a request. */
    static String current() {
        return RequestContextHolder.getRequestAttributes()
                        instanceof ServletRequestAttributes request
                ? request.getRequest().getRemoteAddr()
                : "";
    }
}
