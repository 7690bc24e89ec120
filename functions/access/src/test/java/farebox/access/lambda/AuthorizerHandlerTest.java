package farebox.access.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.amazonaws.services.lambda.runtime.events.APIGatewayCustomAuthorizerEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import farebox.access.AccessFixture;
import farebox.access.CredentialCases;
import farebox.access.IssuedKey;
import farebox.access.memory.InMemoryAccessStore;
import farebox.http.Authenticator;
import farebox.http.ErrorBodies;
import farebox.http.FakeContext;
import farebox.http.Json;
import farebox.kernel.Scope;
import farebox.kernel.Unavailable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizerHandlerTest {
    private static final Path EVENTS = Path.of("..", "..", "events");
    private static final String ALL_METHODS = "arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/live/*/*";

    private final AccessFixture accessFixture = new AccessFixture(new InMemoryAccessStore());
    private final AuthorizerHandler handler = new AuthorizerHandler(
            new AuthorizerWiring(accessFixture.check(), new AuthorizerResponses(new ErrorBodies(new Json()))));

    @ParameterizedTest
    @ValueSource(strings = {"bearer-v1", "bearer-v2", "x-api-key-v1", "x-api-key-v2"})
    void sampleEvent_liveKey_isAllowedEverywhere(String name) throws IOException {
        String key = accessFixture.acmesKey().key().reveal();
        String usageKey = accessFixture
                .store
                .ring(AccessFixture.ACME)
                .orElseThrow()
                .tenant()
                .usageKey()
                .value();
        String event = Files.readString(EVENTS.resolve("authorizer-" + name + ".json"))
                .replaceAll("fbx_live_[0-9A-Za-z_]*", key);

        assertThat(answer(event))
                .isEqualTo(Map.of(
                        "principalId",
                        "acme",
                        "policyDocument",
                        policy("Allow"),
                        "context",
                        Map.of(
                                "tenant",
                                "acme",
                                "key",
                                key.substring(9, 17),
                                "scope",
                                Scope.INVOKE.name(),
                                "plan",
                                "free"),
                        "usageIdentifierKey",
                        usageKey));
    }

    static Stream<String> everySampleEvent() throws IOException {
        try (Stream<Path> files = Files.list(EVENTS)) {
            List<String> names = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("authorizer-"))
                    .sorted()
                    .toList();
            return names.stream();
        }
    }

    /** The key in the files is in no store, so all of them are refused, in the shape of their path. */
    @ParameterizedTest
    @MethodSource("everySampleEvent")
    void sampleEvent_asItIs_isRefused(String name) throws IOException {
        accessFixture.acmesKey();
        String refusal = name.endsWith("v2.json")
                ? "{\"error\":\"" + Authenticator.INVALID_API_KEY + "\"}"
                : "{\"error\":{\"message\":\"" + Authenticator.INVALID_API_KEY
                        + "\",\"type\":\"invalid_request_error\",\"param\":null,\"code\":\"invalid_api_key\"}}";

        assertThat(answer(Files.readString(EVENTS.resolve(name)))).isEqualTo(refused(refusal));
    }

    @ParameterizedTest
    @EnumSource(CredentialCases.class)
    void everyState_refusalsAreOneAndTheSame(CredentialCases state) {
        Map<String, Object> answer = answer("x-api-key", state.in(accessFixture));

        if (state.isLive()) {
            assertThat(answer).containsEntry("policyDocument", policy("Allow"));
        } else {
            assertThat(answer).isEqualTo(answer("x-api-key", "rubbish"));
        }
    }

    @Test
    void noHeadersAndNoPath_isRefusedAsAProblem() {
        accessFixture.acmesKey();
        APIGatewayCustomAuthorizerEvent event = new APIGatewayCustomAuthorizerEvent();
        event.setMethodArn("arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/live/GET/");

        assertThat(handler.handleRequest(event, FakeContext.withTenSeconds()).get("context"))
                .asString()
                .contains("/problems/unauthenticated");
    }

    @Test
    void storeSilent_throws() {
        String key = accessFixture.acmesKey().key().reveal();
        accessFixture.store.cutOff(true);

        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> answer("x-api-key", key));
    }

    @Test
    void logs_haveTheIdOfALiveKeyAndNothingOfAnyOther() {
        IssuedKey issued = accessFixture.acmesKey();
        String key = issued.key().reveal();
        String forged = CredentialCases.WRONG_SECRET.in(new AccessFixture(new InMemoryAccessStore()));

        String logged = logged(() -> {
            answer("x-api-key", key);
            answer("authorization", "Bearer " + key);
            answer("authorization", "Bearer " + forged);
            answer("authorization", "Basic " + key);
            answer("x-api-key", "sk-somebody-elses-secret");
        });

        assertThat(logged).contains("key=" + issued.key().id()).contains("key=refused");
        assertThat(logged)
                .doesNotContain(key.substring(18, 50))
                .doesNotContain(forged.substring(18, 50))
                .doesNotContain("sk-somebody");
    }

    @Test
    void failure_saysNothingOfTheKey() {
        String key = accessFixture.acmesKey().key().reveal();
        accessFixture.store.cutOff(true);

        assertThatExceptionOfType(Unavailable.class)
                .isThrownBy(() -> answer("x-api-key", key))
                .satisfies(failure -> {
                    StringWriter trace = new StringWriter();
                    failure.printStackTrace(new PrintWriter(trace));
                    assertThat(trace.toString()).doesNotContain(key.substring(18, 50));
                });
    }

    private Map<String, Object> answer(String header, String value) {
        return answer("""
                {"type": "REQUEST", "path": "/v1/models", "headers": {"%s": "%s"},
                 "methodArn": "arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/live/GET/v1/models"}
                """.formatted(header, value));
    }

    /** Reads and writes as Lambda's own runtime does. */
    @SuppressWarnings("unchecked") // JSON objects have text for names
    private Map<String, Object> answer(String event) {
        APIGatewayCustomAuthorizerEvent read = LambdaEventSerializers.serializerFor(
                        APIGatewayCustomAuthorizerEvent.class, getClass().getClassLoader())
                .fromJson(event);
        Type answers = Arrays.stream(AuthorizerHandler.class.getMethods())
                .filter(method -> method.getName().equals("handleRequest") && !method.isBridge())
                .findFirst()
                .orElseThrow()
                .getGenericReturnType();
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        JacksonFactory.getInstance()
                .getSerializer(answers)
                .toJson(handler.handleRequest(read, FakeContext.withTenSeconds()), written);
        return (Map<String, Object>)
                JacksonFactory.getInstance().getSerializer(answers).fromJson(written.toString(StandardCharsets.UTF_8));
    }

    private static Map<String, Object> refused(String refusal) {
        return Map.of("principalId", "nobody", "policyDocument", policy("Deny"), "context", Map.of("refusal", refusal));
    }

    private static Map<String, Object> policy(String effect) {
        return Map.of(
                "Version",
                "2012-10-17",
                "Statement",
                List.of(Map.of("Action", "execute-api:Invoke", "Effect", effect, "Resource", ALL_METHODS)));
    }

    private static String logged(Runnable work) {
        PrintStream before = System.err;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try (PrintStream capture = new PrintStream(written, true, StandardCharsets.UTF_8)) {
            System.setErr(capture);
            work.run();
        } finally {
            System.setErr(before);
        }
        return written.toString(StandardCharsets.UTF_8);
    }
}
