package farebox.access.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import farebox.access.AccessFixture;
import farebox.access.CredentialCases;
import farebox.access.IssuedKey;
import farebox.access.memory.InMemoryAccessStore;
import farebox.http.Authenticator;
import farebox.http.ErrorBodies;
import farebox.http.ErrorFormat;
import farebox.http.ErrorFormats;
import farebox.http.FakeContext;
import farebox.http.GatewayErrorFormat;
import farebox.http.Json;
import farebox.http.RateLimit;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizerHandlerTest {
    private static final Path EVENTS = Path.of("..", "..", "events");
    private static final String ALL_METHODS = "arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/live/*/*";

    private static final ErrorFormats FORMATS = ErrorFormats.parse("/v1=OPENAI /v2=OPEN_INFERENCE");

    private final AccessFixture accessFixture = new AccessFixture(new InMemoryAccessStore());
    private final AuthorizerHandler handler = new AuthorizerHandler(new AuthorizerWiring(
            accessFixture.check(),
            new AuthorizerResponses(new ErrorBodies(FORMATS, new Json()), RateLimit.parse("free=5/10"))));

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

        Map<String, String> context = new HashMap<>(
                GatewayErrorFormat.context(name.endsWith("v2") ? ErrorFormat.OPEN_INFERENCE : ErrorFormat.OPENAI));
        context.putAll(Map.of("requestLimit", "10", "requestRate", "5.0"));
        context.putAll(
                Map.of("tenant", "acme", "key", key.substring(9, 17), "scope", Scope.INVOKE.name(), "plan", "free"));
        assertThat(respond(event))
                .isEqualTo(Map.of(
                        "principalId",
                        "acme",
                        "policyDocument",
                        policy("Allow"),
                        "context",
                        context,
                        "usageIdentifierKey",
                        usageKey));
    }

    @Test
    void anIdempotencyKey_isToldToTheAccessLog() throws IOException {
        String key = accessFixture.acmesKey().key().reveal();
        String event = Files.readString(EVENTS.resolve("authorizer-bearer-v1.json"))
                .replaceAll("fbx_live_[0-9A-Za-z_]*", key)
                .replace("\"multiValueHeaders\": {", "\"multiValueHeaders\": {\"Idempotency-Key\": [\"k\"],");

        assertThat(respond(event).get("context"))
                .asInstanceOf(InstanceOfAssertFactories.map(String.class, String.class))
                .containsEntry("idempotent", "true");
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

    /** The key in the files is in no store, so all of them are denied, in the format of their path. */
    @ParameterizedTest
    @MethodSource("everySampleEvent")
    void sampleEvent_asItIs_isDenied(String name) throws IOException {
        accessFixture.acmesKey();
        String body = name.endsWith("v2.json")
                ? "{\"error\":\"" + Authenticator.INVALID_API_KEY + "\"}"
                : "{\"error\":{\"message\":\"" + Authenticator.INVALID_API_KEY
                        + "\",\"type\":\"invalid_request_error\",\"param\":null,\"code\":\"invalid_api_key\"}}";

        assertThat(respond(Files.readString(EVENTS.resolve(name)))).isEqualTo(denied(body));
    }

    @ParameterizedTest
    @EnumSource(CredentialCases.class)
    void everyState_denialsAreOneAndTheSame(CredentialCases state) {
        Map<String, Object> response = respond("x-api-key", state.in(accessFixture));

        if (state.isLive()) {
            assertThat(response).containsEntry("policyDocument", policy("Allow"));
        } else {
            assertThat(response).isEqualTo(respond("x-api-key", "rubbish"));
        }
    }

    @Test
    void noHeadersAndNoPath_isDeniedAsAProblem() {
        accessFixture.acmesKey();
        AuthorizerRequest request = new AuthorizerRequest();
        request.setMethodArn("arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/live/GET/");

        assertThat(handler.handleRequest(request, FakeContext.withTenSeconds()).get("context"))
                .asString()
                .contains("/problems/unauthenticated");
    }

    @Test
    void headersThatAreNull_areNone() {
        assertThat(respond("""
                        {"type": "REQUEST", "path": "/v1/models", "headers": null, "multiValueHeaders": null,
                         "methodArn": "arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/live/GET/v1/models"}
                        """)).containsEntry("policyDocument", policy("Deny"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "x-api-key"})
    void twoKeysThatDiffer_areDenied_whicheverComesLast(String header) {
        String prefix = header.equals("Authorization") ? "Bearer " : "";
        String key = prefix + accessFixture.acmesKey().key().reveal();
        String other = prefix + CredentialCases.UNKNOWN_ID.in(accessFixture);

        assertThat(respond(repeated(header, key, other))).containsEntry("policyDocument", policy("Deny"));
        assertThat(respond(repeated(header, other, key))).containsEntry("policyDocument", policy("Deny"));
        assertThat(respond(repeated(header, key, key))).containsEntry("policyDocument", policy("Allow"));
    }

    private static String repeated(String header, String first, String last) {
        return """
                {"type": "REQUEST", "path": "/v1/models", "headers": {"%1$s": "%3$s"},
                 "multiValueHeaders": {"%1$s": ["%2$s", "%3$s"]},
                 "methodArn": "arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/live/GET/v1/models"}
                """.formatted(header, first, last);
    }

    @Test
    void storeSilent_throws() {
        String key = accessFixture.acmesKey().key().reveal();
        accessFixture.store.cutOff(true);

        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> respond("x-api-key", key));
    }

    @Test
    void logs_haveTheIdOfALiveKeyAndNothingOfAnyOther() {
        IssuedKey issued = accessFixture.acmesKey();
        String key = issued.key().reveal();
        String forged = CredentialCases.WRONG_SECRET.in(new AccessFixture(new InMemoryAccessStore()));

        String logged = logged(() -> {
            respond("x-api-key", key);
            respond("authorization", "Bearer " + key);
            respond("authorization", "Bearer " + forged);
            respond("authorization", "Basic " + key);
            respond("x-api-key", "sk-somebody-elses-secret");
        });

        assertThat(logged)
                .contains("\"key\":\"" + issued.key().id() + "\"")
                .contains("\"key\":\"rejected\"", "\"event\":\"key_checked\"");
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
                .isThrownBy(() -> respond("x-api-key", key))
                .satisfies(failure -> {
                    StringWriter trace = new StringWriter();
                    failure.printStackTrace(new PrintWriter(trace));
                    assertThat(trace.toString()).doesNotContain(key.substring(18, 50));
                });
    }

    private Map<String, Object> respond(String header, String value) {
        return respond("""
                {"type": "REQUEST", "path": "/v1/models", "headers": {"%s": "%s"},
                 "methodArn": "arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/live/GET/v1/models"}
                """.formatted(header, value));
    }

    /** Reads and writes as Lambda's own runtime does. */
    @SuppressWarnings("unchecked") // JSON objects have text for names
    private Map<String, Object> respond(String event) {
        AuthorizerRequest read = JacksonFactory.getInstance()
                .getSerializer(AuthorizerRequest.class)
                .fromJson(event);
        Type responses = Arrays.stream(AuthorizerHandler.class.getMethods())
                .filter(method -> method.getName().equals("handleRequest") && !method.isBridge())
                .findFirst()
                .orElseThrow()
                .getGenericReturnType();
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        JacksonFactory.getInstance()
                .getSerializer(responses)
                .toJson(handler.handleRequest(read, FakeContext.withTenSeconds()), written);
        return (Map<String, Object>) JacksonFactory.getInstance()
                .getSerializer(responses)
                .fromJson(written.toString(StandardCharsets.UTF_8));
    }

    private static Map<String, Object> denied(String body) {
        return Map.of(
                "principalId",
                "anonymous",
                "policyDocument",
                policy("Deny"),
                "context",
                Map.of("deniedType", "application/json", "deniedBody", body));
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
