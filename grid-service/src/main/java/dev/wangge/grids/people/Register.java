package dev.wangge.grids.people;

import dev.wangge.grids.directory.Asked;
import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.directory.Within;
import dev.wangge.platform.csv.LimitedBody;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.web.IdempotencyKey;
import dev.wangge.platform.web.Page;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/**
 * One kind of entry as it is kept over HTTP: seen within the caller's divisions, written by
 * administrators.
 *
 * @param <B> what is said about one
 * @param <V> how one is shown
 */
public final class Register<B, V> {
    private final Registers all;
    private final Kind kind;
    private final String list;
    private final Class<B> said;
    private final Class<V> shown;
    private final Reading<B> reading;
    private final Function<Entry, V> view;

    /** Makes an entry of what is said about it now and what it was before, or refuses. */
    public interface Reading<B> {
        Entry read(B said, @Nullable Entry old, Caller caller);
    }

    Register(
            Registers all,
            Kind kind,
            String list,
            Class<B> said,
            Class<V> shown,
            Reading<B> reading,
            Function<Entry, V> view) {
        this.all = all;
        this.kind = kind;
        this.list = list;
        this.said = said;
        this.shown = shown;
        this.reading = reading;
        this.view = view;
    }

    /** A page of those that are wanted, by code. */
    public Page<V> list(
            @Nullable String within, List<Bson> wanted, int limit, @Nullable String cursor) {
        return all.directory.list(
                kind,
                Within.prefixes(within),
                wanted,
                Asked.of(limit, cursor),
                found -> found.stream().map(view).toList());
    }

    /**
     * One that the caller may see.
     *
     * @throws Problem no-such-entry, also for a foreign one
     */
    public ResponseEntity<V> one(String code) {
        return answer(ResponseEntity.ok(), all.entries.find(kind, code, Caller.current()));
    }

    /**
     * Adds one. The same again is the same answer; with its key, it is the first answer.
     *
     * @throws Problem entry-exists when its code names another
     */
    public ResponseEntity<V> add(@Nullable String key, HttpServletRequest request)
            throws IOException {
        var caller = Caller.current();
        var raw = raw(request);
        return all.responses.once(
                IdempotencyKey.of(key, caller.client(), list, raw),
                shown,
                () -> added(all.bodies.read(raw, said), caller));
    }

    private ResponseEntity<V> added(B body, Caller caller) {
        var made =
                all.entries.create(
                        reading.read(body, null, caller),
                        old -> reading.read(body, old, caller),
                        caller);
        return answer(ResponseEntity.created(URI.create(list + "/" + made.code())), made);
    }

    /**
     * Changes one that is still as the caller saw it.
     *
     * @throws Problem stale-version
     */
    public ResponseEntity<V> replace(
            String code, @Nullable String ifMatch, HttpServletRequest request) throws IOException {
        var caller = Caller.current();
        var present = all.entries.find(kind, code, caller);
        present.tag().requireMatch(ifMatch);
        var wanted = reading.read(all.bodies.read(raw(request), said), present, caller);
        return answer(ResponseEntity.ok(), all.entries.replace(wanted, present, caller));
    }

    /**
     * Removes one that is still as the caller saw it.
     *
     * @throws Problem stale-version
     */
    public ResponseEntity<Void> remove(String code, @Nullable String ifMatch) {
        return remove(code, ifMatch, any -> {});
    }

    /** The same where not every one may be removed: the guard throws for one that may not. */
    public ResponseEntity<Void> remove(
            String code, @Nullable String ifMatch, Consumer<Entry> guard) {
        var caller = Caller.current();
        var present = all.entries.find(kind, code, caller);
        present.tag().requireMatch(ifMatch);
        guard.accept(present);
        all.entries.remove(present, caller);
        return ResponseEntity.noContent().build();
    }

    private ResponseEntity<V> answer(ResponseEntity.BodyBuilder answer, Entry entry) {
        return answer.eTag(entry.tag().toString()).body(view.apply(entry));
    }

    private static byte[] raw(HttpServletRequest request) throws IOException {
        return new LimitedBody(request.getInputStream(), LimitedBody.PLAIN).readAllBytes();
    }
}
