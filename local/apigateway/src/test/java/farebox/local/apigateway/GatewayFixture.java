package farebox.local.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import farebox.kernel.ByteCount;
import farebox.kernel.MovableClock;
import farebox.local.http.WebRequest;
import farebox.local.http.WebResponse;
import farebox.local.template.Deployment;
import farebox.local.template.Template;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/** A gateway of a template with everything around it faked but the template and the files. */
final class GatewayFixture {
    static final String KEY_VALUE = "usage-identifier-of-tenant-a";

    final FakeFunctions functions = new FakeFunctions();
    static final Instant START = Instant.parse("2026-03-10T00:03:59.428Z");

    final MovableClock clock = new MovableClock(START);
    final Deployment deployment;
    final GatewayApiKeys keys;
    final Quotas quotas = new Quotas(clock);
    final Path accessLog;
    final Gateway gateway;

    GatewayFixture(Path folder, Map<String, String> parameters) {
        this(folder, template(), parameters);
    }

    GatewayFixture(Path folder, String template, Map<String, String> parameters) {
        deployment = Template.parse("template.yaml", template, folder).deploy(parameters);
        Random random = new Random(7);
        keys = GatewayApiKeys.open(folder.resolve("keys.json"), clock, random);
        accessLog = folder.resolve("access.log");
        AccessLog log = AccessLog.at(accessLog, ByteCount.ofMebibytes(1));
        gateway = new Gateway(deployment, new Gateway.Surroundings(functions, keys, quotas, log, clock, random));
    }

    static String template() {
        return resource("template.yaml");
    }

    static String resource(String name) {
        try (var in = GatewayFixture.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets the authorizer allow everything, with a key under the first usage plan. */
    GatewayFixture admitting() {
        functions.on("authorizer", policy("Allow", "*", ",\"usageIdentifierKey\":\"" + KEY_VALUE + "\""));
        keys.attach(
                keys.create("tenant-a", KEY_VALUE, true).id(),
                deployment.usagePlans().getFirst().id());
        return this;
    }

    static String policy(String effect, String resource, String more) {
        return """
                {"principalId": "p1", "context": {"tenant": "tenant-a", "number": 7, "flag": true},
                 "policyDocument": {"Version": "2012-10-17", "Statement":
                   [{"Effect": "%s", "Action": "execute-api:Invoke", "Resource": "%s"}]}%s}""".formatted(effect, resource, more);
    }

    WebResponse get(String target) {
        return send(request("GET", target));
    }

    WebResponse post(String target, String body) {
        return send(request(
                "POST", target, Map.of("content-type", "application/json"), body.getBytes(StandardCharsets.UTF_8)));
    }

    WebResponse send(WebRequest request) {
        try {
            return gateway.answer(request);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static WebRequest request(String method, String target) {
        return request(method, target, Map.of(), new byte[0]);
    }

    static WebRequest request(String method, String target, Map<String, String> headers, byte[] body) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        all.put("host", List.of("127.0.0.1:8080"));
        all.put("user-agent", List.of("test/1.0"));
        headers.forEach((name, value) -> all.put(name, List.of(value)));
        int mark = target.indexOf('?');
        String path = mark < 0 ? target : target.substring(0, mark);
        return new WebRequest(method, path, mark < 0 ? "" : target.substring(mark + 1), all, body, "127.0.0.1");
    }

    List<String> logged() {
        try {
            return Files.readAllLines(accessLog);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(WebResponse response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
