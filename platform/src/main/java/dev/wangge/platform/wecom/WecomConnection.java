package dev.wangge.platform.wecom;

import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import me.chanjar.weixin.common.error.WxErrorException;
import me.chanjar.weixin.common.error.WxRuntimeException;
import me.chanjar.weixin.common.util.http.apache.DefaultApacheHttpClientBuilder;
import me.chanjar.weixin.cp.api.WxCpService;
import me.chanjar.weixin.cp.api.impl.WxCpServiceImpl;
import me.chanjar.weixin.cp.config.impl.WxCpDefaultConfigImpl;

/**
 * WeCom by its SDK, with an end to each wait. A token that is good no more (40014, 42001) is
 * renewed and the call made again, once; nothing else is repeated.
 */
public final class WecomConnection extends WxCpServiceImpl {
    private final ReentrantLock renewal = new ReentrantLock();
    private final Duration patience;

    private WecomConnection(Duration patience) {
        this.patience = patience;
    }

    /**
     * The county's account, ready to be called; nothing is called yet.
     *
     * @param callsAtOnce at most
     */
    public static WxCpService of(WecomSettings settings, int callsAtOnce) {
        var http = DefaultApacheHttpClientBuilder.get();
        var millis = (int) settings.timeout().toMillis();
        http.setConnectionTimeout(millis);
        http.setSoTimeout(millis);
        http.setConnectionRequestTimeout(millis);
        http.setMaxConnPerHost(callsAtOnce);
        http.setMaxTotalConn(callsAtOnce);
        // A repeat is ours to decide: we know what we promised.
        http.setHttpRequestRetryHandler((failure, times, context) -> false);
        var config = new WxCpDefaultConfigImpl();
        config.setCorpId(settings.corpId());
        config.setCorpSecret(settings.corpSecret());
        config.setAgentId(settings.agentId());
        config.setBaseApiUrl(settings.apiUrl());
        config.setApacheHttpClientBuilder(http);
        var service = new WecomConnection(settings.tokenWithin());
        service.setWxCpConfigStorage(config);
        // At least once, or an expired token would not be renewed.
        service.setMaxRetryTimes(1);
        service.setRetrySleepMillis(100);
        return service;
    }

    /**
     * The SDK renews its token under a lock, for however long that takes, one after the other. Here
     * who would wait longer than a call may take gives up; without a token nothing was sent.
     */
    @Override
    public String getAccessToken(boolean forceRefresh) throws WxErrorException {
        var config = getWxCpConfigStorage();
        if (!config.isAccessTokenExpired() && !forceRefresh) {
            return config.getAccessToken();
        }
        try {
            if (!renewal.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw noToken("Another call waits for it");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw noToken("Interrupted");
        }
        try {
            return super.getAccessToken(forceRefresh);
        } catch (WxRuntimeException e) {
            throw noToken("It cannot be had");
        } finally {
            renewal.unlock();
        }
    }

    private static WxRuntimeException noToken(String why) {
        return new WxRuntimeException(new ConnectException("No token: " + why));
    }
}
