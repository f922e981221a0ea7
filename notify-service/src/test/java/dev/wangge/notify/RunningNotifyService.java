package dev.wangge.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wangge.contracts.Topics;
import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.cases.v1.CaseEvent.Assignee;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDispatched;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent;
import dev.wangge.contracts.grids.v1.DirectoryEntry;
import dev.wangge.contracts.grids.v1.DirectoryEntry.DivisionState;
import dev.wangge.contracts.grids.v1.DirectoryEntry.GridState;
import dev.wangge.contracts.grids.v1.DirectoryEntry.MemberState;
import dev.wangge.contracts.grids.v1.DirectoryEntry.UnitState;
import dev.wangge.contracts.people.v1.PersonState;
import dev.wangge.notify.reach.ContactDirectory;
import dev.wangge.platform.event.EventCodec;
import dev.wangge.platform.seal.Vault;
import dev.wangge.testing.MovableClock;
import dev.wangge.testing.Published;
import dev.wangge.testing.ServiceClient;
import dev.wangge.testing.TestIssuer;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The service with its neighbours faked: what every story starts from, and how it asks. All stories
 * share a service on each engine, each has its own cases and people.
 *
 * <p>Who waits for a card or an SMS sees it before the service has heard that it was taken: before
 * time passes, a story waits until the alert is SENT.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import({TestIssuer.class, MovableClock.Time.class, CodeLookups.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RunningNotifyService {
    static final String GRID = "540328101201001";
    static final String TOKEN = "receipts-" + UUID.randomUUID();
    static final FakeProviders PROVIDERS = new FakeProviders();

    /**
     * A machine that is busy elsewhere may pause for seconds, and its consumers join groups anew.
     */
    private static final Duration SOON = Duration.ofSeconds(60);

    private static final AtomicInteger PEOPLE = new AtomicInteger();
    private static final EventCodec CASES = new EventCodec(CaseEvent.class);
    private static final EventCodec DIRECTORY = new EventCodec(DirectoryEntry.class);
    private static final EventCodec FIELDWORK = new EventCodec(ZeroReportEvent.class);
    private static final EventCodec PERSONS = new EventCodec(PersonState.class);

    @LocalServerPort int port;
    @LocalManagementPort int management;
    @Autowired KafkaOperations<String, byte[]> kafka;
    @Autowired ConsumerFactory<String, byte[]> consumers;
    @Autowired KafkaAdmin admin;
    @Autowired Vault vault;
    @Autowired ContactDirectory contacts;
    @Autowired MovableClock clock;

    final ServiceClient service = new ServiceClient(() -> port, () -> management);
    final JsonMapper json = JsonMapper.builder().build();
    final String desk = TestIssuer.token("county-demo", "dispatcher", "540328");
    final String neighbour = TestIssuer.token("neighbour-demo", "dispatcher", "540302");

    /** Somebody who can be told, or told in vain. */
    record Person(String code, String wecom, String phone) {}

    static {
        Awaitility.setDefaultTimeout(SOON);
    }

    @DynamicPropertySource
    static void providers(DynamicPropertyRegistry properties) {
        properties.add("wangge.wecom.api-url", () -> "http://127.0.0.1:" + PROVIDERS.port());
        properties.add("wangge.wecom.agent-id", () -> 7);
        properties.add("wangge.wecom.timeout", () -> SOON);
        properties.add("wangge.aliyun-sms.endpoint", () -> "127.0.0.1:" + PROVIDERS.port());
        properties.add("wangge.aliyun-sms.protocol", () -> "http");
        properties.add("wangge.aliyun-sms.timeout", () -> SOON);
        properties.add("wangge.aliyun-sms.access-key-id", () -> "k");
        properties.add("wangge.aliyun-sms.access-key-secret", () -> "s");
        properties.add("wangge.aliyun-sms.sign-name", () -> "芒康网格");
        properties.add("wangge.receipts.token", () -> TOKEN);
        properties.add("wangge.alerts.public-url", () -> "https://wg.example.org/");
    }

    @BeforeAll
    void copyTheDirectory() {
        admin.createOrModifyTopics(
                TopicBuilder.name(Topics.GRIDS).partitions(2).compact().build(),
                TopicBuilder.name(Topics.PEOPLE).partitions(2).compact().build(),
                TopicBuilder.name(Topics.CASES).partitions(2).build(),
                TopicBuilder.name(Topics.FIELDWORK).partitions(2).build());
        state(
                "division:540328000000",
                new DivisionState("540328000000", "芒康县", "county", null, null, null, null, null));
        state("grid:" + GRID, new GridState(GRID, "拉乌村网格", "BASIC", "540328101201", List.of()));
        state(
                "unit:540328-dispatch",
                new UnitState(
                        "540328-dispatch",
                        "网格中心",
                        "DISPATCH_CENTRE",
                        "540328000000",
                        "zh",
                        contact("540328-dispatch", "dispatch.540328", "19900010001")));
        // Or the first story of a service would be told in the words of one that knows no names.
        await().until(
                        () -> contacts.dispatchers("540328"),
                        List.of("unit:540328-dispatch")::equals);
        awaitName(GRID, "拉乌村网格");
    }

    /** Returns when the service calls a grid so. */
    void awaitName(String grid, String name) {
        await().until(() -> contacts.target("nobody", grid, null).place(), name::equals);
    }

    /** A new member of the grid, known to the service. */
    Person member(String language) {
        int n = PEOPLE.incrementAndGet();
        return member(language, n, "1990003%04d".formatted(n));
    }

    /** A new member of the grid, who has no phone: there is no other channel. */
    Person memberWithoutAPhone(String language) {
        return member(language, PEOPLE.incrementAndGet(), "");
    }

    private Person member(String language, int n, String phone) {
        var person = new Person("M-%s-%d".formatted(GRID, n), "wecom." + n, phone);
        state(
                "member:" + person.code(),
                new MemberState(
                        person.code(),
                        "LEAD",
                        GRID,
                        language,
                        contact(person.code(), person.wecom(), person.phone()),
                        null,
                        null));
        return person;
    }

    /** A new reporter, who has only a phone. */
    Person reporter(String language) {
        return reporter(language, "1990004%04d".formatted(PEOPLE.incrementAndGet()));
    }

    /** A new reporter, who says that this is their phone. */
    Person reporter(String language, String phone) {
        var person = new Person(UUID.randomUUID().toString(), "", phone);
        send(
                Topics.PEOPLE,
                person.code(),
                PERSONS.cloudEvent(
                        "/case-service",
                        person.code(),
                        1,
                        new PersonState(person.code(), language, contact(person.code(), "", phone)),
                        "system",
                        Instant.EPOCH));
        return person;
    }

    /** Erases a person: a tombstone on the topic of people, known before this returns. */
    @SuppressWarnings("NullAway") // A null value is Kafka's tombstone.
    void forget(Person person) {
        await().until(() -> contacts.contact(person.code()).isPresent());
        kafka.send(Topics.PEOPLE, person.code(), null).join();
        await().until(() -> contacts.contact(person.code()).isEmpty());
    }

    String contact(String owner, String wecom, String phone) {
        return vault.seal(
                "{\"name\":\"某\",\"phone\":\"%s\",\"wecomId\":\"%s\"}".formatted(phone, wecom),
                owner);
    }

    void state(String key, DirectoryEntry entry) {
        send(
                Topics.GRIDS,
                key,
                DIRECTORY.cloudEvent(
                        "/grid-service", entry.code(), 1, entry, "test", Instant.EPOCH));
    }

    /** Something happens to a case, as case-service tells it. */
    void happens(String caseId, long seq, CaseEvent event, String by) {
        send(
                Topics.CASES,
                caseId,
                CASES.cloudEvent("/case-service", caseId, seq, event, by, clock.instant()));
    }

    /** The very same is told twice, as when whoever told it was killed in between. */
    void happensTwice(String caseId, long seq, CaseEvent event, String by) {
        var at = clock.instant().truncatedTo(ChronoUnit.MILLIS); // As facts are kept.
        var told = CASES.cloudEvent("/case-service", caseId, seq, event, by, at);
        send(Topics.CASES, caseId, told);
        send(Topics.CASES, caseId, told);
    }

    /** Something happens to a zero-report, as grid-service tells it. */
    void happens(String reportId, long seq, ZeroReportEvent event, String by) {
        send(
                Topics.FIELDWORK,
                reportId,
                FIELDWORK.cloudEvent("/grid-service", reportId, seq, event, by, clock.instant()));
    }

    static CaseDispatched dispatchedTo(Person member, String number) {
        return new CaseDispatched(
                number,
                "REQUEST",
                "NEIGHBOUR",
                new Assignee("MEMBER", member.code()),
                GRID,
                "540328101201",
                Instant.parse("2026-11-25T02:00:00Z"),
                null,
                null,
                null,
                null,
                null);
    }

    private void send(String topic, String key, byte[] value) {
        kafka.send(topic, key, value).join();
    }

    /** All that was ever published on a topic. */
    List<byte[]> published(String topic) {
        return Published.on(topic, consumers).stream().map(ConsumerRecord::value).toList();
    }

    static String newCase() {
        return UUID.randomUUID().toString();
    }

    void passes(Duration time) {
        clock.forward(time);
    }

    static String state(JsonNode alert, int attempt) {
        return alert.path("attempts").path(attempt).path("state").asString();
    }

    JsonNode alerts(String query) {
        return json.readTree(get(desk, "/api/v1/alerts?" + query).body()).path("items");
    }

    /** The only alert to somebody, once it is SENT. */
    void awaitTold(Person person) {
        await().until(
                        () -> alerts("recipient=" + person.code()),
                        all -> all.path(0).path("status").asString("").equals("SENT"));
    }

    /** The alert about a case by a rule, once it has this status. */
    JsonNode alert(String caseId, String rule, String status) {
        return await().until(
                        () -> {
                            for (var one : alerts("case=" + caseId)) {
                                if (one.path("rule").asString().equals(rule)) {
                                    return one;
                                }
                            }
                            return json.createObjectNode();
                        },
                        one -> one.path("status").asString().equals(status));
    }

    void receipt(String outId, boolean success) {
        var answer =
                post(
                        "",
                        "/callbacks/aliyun-sms/" + TOKEN,
                        """
                        [{"phone_number":"1","send_time":"2026-11-24 10:00:00",
                          "report_time":"2026-11-24 10:00:01","success":%s,"err_code":"%s",
                          "err_msg":"","sms_size":"1","biz_id":"b","out_id":"%s"}]
                        """
                                .formatted(success, success ? "DELIVERED" : "UNREACHABLE", outId));
        assertThat(answer.body()).contains("\"code\":0");
    }

    HttpResponse<String> get(String token, String path) {
        return service.get(token, path);
    }

    HttpResponse<String> post(String token, String path, String body) {
        return service.post(token, path, body);
    }
}
