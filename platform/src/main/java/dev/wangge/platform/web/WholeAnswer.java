package dev.wangge.platform.web;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An answer that has come to its end within the request's timeout. The client's own timeout ends
 * with the headers: whoever stops in the middle of a body would hold the caller for ever.
 */
public final class WholeAnswer {
    private WholeAnswer() {}

    /**
     * Waits for it.
     *
     * @param request with a timeout, for connecting and all of the answer together
     * @throws IOException an HttpTimeoutException when it takes longer
     */
    public static <T> HttpResponse<T> of(
            HttpClient http, HttpRequest request, BodyHandler<T> reader)
            throws IOException, InterruptedException {
        try {
            return asked(http, request, reader).get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException failed -> throw failed;
                case RuntimeException fault -> throw fault;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }

    /** The same for who asks several at once; it fails with what {@link #of} throws. */
    public static <T> CompletableFuture<HttpResponse<T>> asked(
            HttpClient http, HttpRequest request, BodyHandler<T> reader) {
        var patience = request.timeout().orElseThrow();
        var asked = http.sendAsync(request, reader);
        return asked.copy()
                .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionallyCompose(failed -> {
                    if (failed instanceof TimeoutException) {
                        // Else the connection would be kept for the rest of it.
                        asked.cancel(true);
                        return CompletableFuture.failedFuture(
                                new HttpTimeoutException("No whole answer within " + patience));
                    }
                    var cause = failed.getCause();
                    return CompletableFuture.failedFuture(
                            failed instanceof CompletionException && cause != null
                                    ? cause
                                    : failed);
                });
    }
}
