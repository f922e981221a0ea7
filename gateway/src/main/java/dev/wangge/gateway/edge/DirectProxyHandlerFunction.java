package dev.wangge.gateway.edge;

import java.net.URI;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.cloud.gateway.server.mvc.common.MvcUtils;
import org.springframework.cloud.gateway.server.mvc.filter.HttpHeadersFilter.RequestHttpHeadersFilter;
import org.springframework.cloud.gateway.server.mvc.filter.HttpHeadersFilter.ResponseHttpHeadersFilter;
import org.springframework.cloud.gateway.server.mvc.handler.ProxyExchange;
import org.springframework.cloud.gateway.server.mvc.handler.ProxyExchangeHandlerFunction;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Hands a request to {@link Forwarding} as it is. The stock function puts the address together anew
 * and copies the headers for each of its filters, which {@link PassedHeaders} and {@link
 * ProxiedResponse} read once.
 */
@Component
class DirectProxyHandlerFunction extends ProxyExchangeHandlerFunction {
    private final ProxyExchange exchange;

    DirectProxyHandlerFunction(
            ProxyExchange exchange,
            ObjectProvider<RequestHttpHeadersFilter> ofRequests,
            ObjectProvider<ResponseHttpHeadersFilter> ofResponses) {
        super(exchange, ofRequests, ofResponses);
        this.exchange = exchange;
    }

    @Override
    public ServerResponse handle(ServerRequest request) {
        return exchange.exchange(exchange.request(request).uri(service(request)).build());
    }

    private static URI service(ServerRequest request) {
        return (URI)
                Objects.requireNonNull(
                        request.attributes().get(MvcUtils.GATEWAY_REQUEST_URL_ATTR),
                        "The route has no address");
    }
}
