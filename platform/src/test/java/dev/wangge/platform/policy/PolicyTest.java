package dev.wangge.platform.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.security.Role;
import jakarta.servlet.DispatcherType;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;

/** Who may call what is said at the endpoint; an endpoint that does not say it is for nobody. */
@ExtendWith(OutputCaptureExtension.class)
class PolicyTest {
    private static final Set<Role> ADMINISTRATORS =
            EnumSet.of(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN);

    private final PolicyInterceptor interceptor = new PolicyInterceptor();

    static final class Handlers {
        @AllowedTo({Role.DISPATCHER, Role.HANDLER})
        void some() {}

        @AllowedToCountyStaff
        void staff() {}

        @AllowedToEveryRole
        void every() {}

        @OpenToAnyone
        void open() {}

        @Signed
        void signed() {}

        void silent() {}

        @AllowedToCountyStaff
        @OpenToAnyone
        void contradictory() {}
    }

    @AfterEach
    void leave() {
        SecurityContextHolder.clearContext();
    }

    private static HandlerMethod handler(String name) {
        return Stream.of(Handlers.class.getDeclaredMethods())
                .filter(method -> method.getName().equals(name))
                .map(method -> new HandlerMethod(new Handlers(), method))
                .findFirst()
                .orElseThrow();
    }

    private static void callAs(Role... roles) {
        var token =
                Jwt.withTokenValue("x")
                        .header("alg", "RS256")
                        .subject("somebody")
                        .claim("roles", Arrays.stream(roles).map(Role::spelled).toList())
                        .build();
        SecurityContextHolder.getContext().setAuthentication(new JwtAuthenticationToken(token));
    }

    private boolean passes(Object handler) {
        return interceptor.preHandle(
                new MockHttpServletRequest(), new MockHttpServletResponse(), handler);
    }

    private Set<Role> allowed(String name) {
        var allowed = EnumSet.noneOf(Role.class);
        for (var role : Role.values()) {
            callAs(role);
            try {
                passes(handler(name));
                allowed.add(role);
            } catch (Problem refused) {
                assertThat(refused.slug()).isEqualTo("not-permitted");
            }
        }
        return allowed;
    }

    @Test
    void anEndpointIsForTheRolesItNames() {
        assertThat(allowed("some")).containsExactlyInAnyOrder(Role.DISPATCHER, Role.HANDLER);
        callAs(Role.LEADER, Role.HANDLER);
        assertThat(passes(handler("some"))).isTrue();
        callAs();
        assertThatThrownBy(() -> passes(handler("some")))
                .hasMessage("This needs the role dispatcher or handler");
    }

    /** A role that is added later belongs to one of the two, and to the annotations. */
    @Test
    void theThreeAdministratorsAreNoneOfTheCountysStaff() {
        assertThat(allowed("staff"))
                .isEqualTo(EnumSet.complementOf(EnumSet.copyOf(ADMINISTRATORS)));
        assertThat(allowed("every")).isEqualTo(EnumSet.allOf(Role.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"some", "staff", "every"})
    void whoHasNoTokenIsAskedForOneAlsoWhereThePathIsOpenByMistake(String endpoint) {
        var refused = catchThrowableOfType(Problem.class, () -> passes(handler(endpoint)));
        assertThat(refused.slug()).isEqualTo("unauthenticated");
    }

    @ParameterizedTest
    @ValueSource(strings = {"open", "signed"})
    void whatIsOpenOrSignedNeedsNoToken(String endpoint) {
        assertThat(passes(handler(endpoint))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"silent", "contradictory"})
    void whatDoesNotSayOnceWhoMayIsForNobodyAndLoggedOnce(String endpoint, CapturedOutput log) {
        callAs(Role.values());
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> passes(handler(endpoint)))
                    .isInstanceOf(Problem.class)
                    .hasMessage("It is not said who may do this");
        }
        assertThat(log.toString().lines().filter(line -> line.contains("does not say who may")))
                .hasSize(1);
    }

    @Test
    void whatIsNeitherOursNorOfALibraryWeKnowIsForNobody() {
        callAs(Role.values());
        assertThatThrownBy(() -> passes(new Object())).isInstanceOf(Problem.class);
        assertThat(passes(new ResourceHttpRequestHandler())).isTrue();
    }

    @Test
    void whatGoesOnOnAnotherThreadIsNotAskedAgain() {
        var request = new MockHttpServletRequest();
        request.setDispatcherType(DispatcherType.ASYNC);
        assertThat(interceptor.preHandle(request, new MockHttpServletResponse(), handler("some")))
                .isTrue();
    }

    private static Endpoints endpoints(String... names) {
        var mapped = new RequestMappingHandlerMapping();
        for (var name : names) {
            mapped.registerMapping(
                    RequestMappingInfo.paths("/" + name)
                            .methods(RequestMethod.POST)
                            .consumes("text/csv")
                            .build(),
                    new Handlers(),
                    handler(name).getMethod());
        }
        var beans = new StaticListableBeanFactory();
        beans.addBean("mapped", mapped);
        return new Endpoints(beans.getBeanProvider(RequestMappingHandlerMapping.class));
    }

    @Test
    void aServiceWithASilentEndpointDoesNotStartAndNamesIt() {
        endpoints("some", "open", "signed").afterSingletonsInstantiated();
        assertThatThrownBy(() ->
                        endpoints("some", "silent", "contradictory").afterSingletonsInstantiated())
                .hasMessageContaining("Handlers#silent")
                .hasMessageContaining("Handlers#contradictory")
                .hasMessageNotContaining("Handlers#some");
    }

    @Test
    void whatThereIsIsListedWithWhoMay() {
        var all = endpoints("some", "open").all();

        assertThat(all).extracting(Endpoints.Endpoint::path).isEqualTo(List.of("/open", "/some"));
        assertThat(all).extracting(Endpoints.Endpoint::method).containsOnly("POST");
        assertThat(all)
                .extracting(Endpoints.Endpoint::takes)
                .containsOnly(MediaType.valueOf("text/csv"));
        assertThat(all.getLast().policy())
                .isEqualTo(new Policy.Roles(EnumSet.of(Role.DISPATCHER, Role.HANDLER)));
    }
}
