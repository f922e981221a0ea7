package dev.wangge.platform.audit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** An export, or a contact shown whole, that forgets the trail keeps its service from starting. */
class AuditedEndpointsTest {
    record Contact(String phone) implements Unmasked {}

    static final class Handlers {
        @Audited(AuditedAct.EXPORTS)
        void exports() {}

        @Audited(AuditedAct.UNMASKS)
        Contact unmasks() {
            return new Contact("13912345678");
        }

        Contact forgets() {
            return new Contact("13912345678");
        }

        ResponseEntity<Contact> forgetsInside() {
            return ResponseEntity.ok(forgets());
        }

        void silent() {}
    }

    private static void start(String handler, String path, String produces) throws Exception {
        var mapped = new RequestMappingHandlerMapping();
        var method =
                Stream.of(Handlers.class.getDeclaredMethods())
                        .filter(it -> it.getName().equals(handler))
                        .findFirst()
                        .orElseThrow();
        mapped.registerMapping(
                RequestMappingInfo.paths(path).produces(produces).build(), new Handlers(), method);
        var beans = new StaticListableBeanFactory();
        beans.addBean("mapped", mapped);
        new AuditedEndpoints(beans.getBeanProvider(RequestMappingHandlerMapping.class))
                .afterSingletonsInstantiated();
    }

    @ParameterizedTest
    @CsvSource({
        "silent, /api/v1/rules:export, application/json",
        "silent, /api/v1/grids, application/geo+json",
        "silent, /api/v1/cases, text/csv",
        "silent, /api/v1/audit, application/x-ndjson",
        "silent, /api/v1/cases, application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "forgets, /api/v1/members/{code}/contact, application/json",
        "forgetsInside, /api/v1/members/{code}/contact, application/json",
        "exports, /api/v1/members/{code}, application/json"
    })
    void whatDoesNotSayWhatItDoesEndsTheStart(String handler, String path, String produces) {
        assertThatThrownBy(() -> start(handler, path, produces))
                .hasMessageContaining("Handlers#" + handler);
    }

    @ParameterizedTest
    @CsvSource({
        "exports, /api/v1/rules:export, application/json",
        "unmasks, /api/v1/members/{code}/contact, application/json",
        "silent, /api/v1/cases, application/json",
        "silent, /c/{code}, text/html",
        "silent, /c/{code}/qr.svg, image/svg+xml"
    })
    void whatSaysItStarts(String handler, String path, String produces) {
        assertThatCode(() -> start(handler, path, produces)).doesNotThrowAnyException();
    }
}
