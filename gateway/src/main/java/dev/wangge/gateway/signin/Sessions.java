package dev.wangge.gateway.signin;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.mongodb.spring.session.JdkMongoSessionConverter;
import org.mongodb.spring.session.MongoIndexedSessionRepository;
import org.mongodb.spring.session.MongoSession;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;

/**
 * Sessions in the database, for every gateway. The library's own saves each session whole at the
 * end of each request, and makes it again when it is gone: whoever signed out while a request of
 * theirs was still running (a stream runs for minutes) would be in again. Here one that was ended
 * stays ended, a name that was changed is good no more, and a request that only looked writes
 * nothing but when that was, at most once a minute.
 */
final class Sessions implements SessionRepository<Sessions.Kept> {
    static final String COLLECTION = "sessions";
    private static final String ID = "_id";

    private final MongoOperations mongo;
    private final JdkMongoSessionConverter converter;
    private final MongoIndexedSessionRepository library;
    private final Duration worthWriting;

    /**
     * @param idle how long a session is good that nobody uses
     */
    Sessions(MongoOperations mongo, Duration idle) {
        this.mongo = mongo;
        converter = new JdkMongoSessionConverter(idle);
        library = new MongoIndexedSessionRepository(mongo);
        library.setCollectionName(COLLECTION);
        library.setDefaultMaxInactiveInterval(idle);
        library.setMongoSessionConverter(converter);
        // Nobody asks to be told.
        library.setApplicationEventPublisher(_ -> {});
        library.afterPropertiesSet();
        worthWriting = idle.dividedBy(30);
    }

    @Override
    public Kept createSession() {
        return new Kept(library.createSession(), null);
    }

    @Override
    public @Nullable Kept findById(String id) {
        var found = library.findById(id);
        return found == null ? null : new Kept(found, found.getLastAccessedTime());
    }

    @Override
    public void deleteById(String id) {
        library.deleteById(id);
    }

    @Override
    public void save(Kept session) {
        if (session.stored == null) {
            library.save(session.session);
        } else if (!session.stored.equals(session.getId())) {
            if (mongo.remove(query(where(ID).is(session.stored)), COLLECTION).getDeletedCount()
                    == 0) {
                return;
            }
            library.save(session.session);
        } else if (session.changed) {
            var _ =
                    mongo.replace(
                            query(where(ID).is(session.stored)), written(session), COLLECTION);
        } else if (session.isUsedSince(worthWriting)) {
            var now = written(session);
            var used = new Update();
            // A request that took long does not say that nobody was here since.
            now.entrySet().stream()
                    .filter(field -> WHEN.contains(field.getKey()))
                    .forEach(field -> used.max(field.getKey(), field.getValue()));
            var _ = mongo.updateFirst(query(where(ID).is(session.stored)), used, COLLECTION);
        } else {
            return;
        }
        session.isStored();
    }

    /** What says when a session was used, and until when it is good therefore. */
    private static final Set<String> WHEN = Set.of("accessed", "expireAt");

    private Document written(Kept session) {
        if (converter.convert(
                        session.session,
                        TypeDescriptor.valueOf(MongoSession.class),
                        TypeDescriptor.valueOf(Document.class))
                instanceof Document document) {
            return document;
        }
        throw new IllegalStateException("A session cannot be written");
    }

    /** One session as a request found or made it, and what the request changed of it. */
    static final class Kept implements Session {
        private final MongoSession session;
        private @Nullable String stored;
        private @Nullable Instant usedAsStored;
        private boolean changed;

        private Kept(MongoSession session, @Nullable Instant usedAsStored) {
            this.session = session;
            this.usedAsStored = usedAsStored;
            stored = usedAsStored == null ? null : session.getId();
        }

        private boolean isUsedSince(Duration worthWriting) {
            return usedAsStored == null
                    || session.getLastAccessedTime().isAfter(usedAsStored.plus(worthWriting));
        }

        private void isStored() {
            stored = session.getId();
            usedAsStored = session.getLastAccessedTime();
            changed = false;
        }

        @Override
        public String getId() {
            return session.getId();
        }

        @Override
        public String changeSessionId() {
            return session.changeSessionId();
        }

        @Override
        @SuppressWarnings("TypeParameterUnusedInFormals") // The interface has it so.
        public <T> @Nullable T getAttribute(String name) {
            return session.getAttribute(name);
        }

        @Override
        public Set<String> getAttributeNames() {
            return session.getAttributeNames();
        }

        @Override
        public void setAttribute(String name, Object value) {
            session.setAttribute(name, value);
            changed = true;
        }

        @Override
        public void removeAttribute(String name) {
            session.removeAttribute(name);
            changed = true;
        }

        @Override
        public Instant getCreationTime() {
            return session.getCreationTime();
        }

        @Override
        public void setLastAccessedTime(Instant at) {
            session.setLastAccessedTime(at);
        }

        @Override
        public Instant getLastAccessedTime() {
            return session.getLastAccessedTime();
        }

        @Override
        public void setMaxInactiveInterval(Duration idle) {
            session.setMaxInactiveInterval(idle);
            changed = true;
        }

        @Override
        public Duration getMaxInactiveInterval() {
            return session.getMaxInactiveInterval();
        }

        @Override
        public boolean isExpired() {
            return session.isExpired();
        }
    }
}
