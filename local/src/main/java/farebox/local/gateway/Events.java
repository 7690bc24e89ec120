package farebox.local.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** The events that functions are called with: AWS_PROXY in format 1.0, and REQUEST for authorizers. */
final class Events {
    static final String ACCOUNT = "000000000000";
    static final String REGION = "us-east-1";

    private static final int DEPLOYMENT_ID_CHARACTERS = 6;
    private static final List<String> UNKNOWN_IDENTITY = List.of(
            "cognitoIdentityPoolId",
            "accountId",
            "cognitoIdentityId",
            "caller",
            "principalOrgId",
            "accessKey",
            "cognitoAuthenticationType",
            "cognitoAuthenticationProvider",
            "userArn",
            "user");

    private final ObjectMapper json;

    Events(ObjectMapper json) {
        this.json = json;
    }

    byte[] proxy(Exchange exchange) {
        ObjectNode event = json.createObjectNode();
        putRequest(event, exchange);
        nullIfEmpty(event, "queryStringParameters", "multiValueQueryStringParameters", "pathParameters");
        event.putNull("stageVariables");
        ObjectNode context = context(exchange);
        putAuthorizer(context, exchange.admission());
        event.set("requestContext", context);
        putBody(event, exchange);
        return bytes(event);
    }

    byte[] authorizer(Exchange exchange) {
        ObjectNode event = json.createObjectNode();
        event.put("type", "REQUEST");
        event.put("methodArn", methodArn(exchange));
        putRequest(event, exchange);
        event.putObject("stageVariables");
        event.set("requestContext", context(exchange));
        return bytes(event);
    }

    /** What a policy's resources are compared with. */
    static String methodArn(Exchange exchange) {
        return "arn:aws:execute-api:" + REGION + ":" + ACCOUNT + ":"
                + exchange.api().id() + "/"
                + exchange.api().stage() + "/"
                + exchange.arrival().request().method()
                + exchange.arrival().request().target();
    }

    private static void putAuthorizer(ObjectNode context, Admission admission) {
        if (admission.isGiven()) {
            ObjectNode authorizer = context.putObject("authorizer");
            authorizer.put("principalId", admission.principal());
            authorizer.put("integrationLatency", admission.latency().toMillis());
            admission.context().forEach(authorizer::put);
        }
    }

    private void putRequest(ObjectNode event, Exchange exchange) {
        event.put("resource", exchange.route().path());
        event.put("path", exchange.arrival().request().target());
        event.put("httpMethod", exchange.arrival().request().method());
        putValues(event, "headers", "multiValueHeaders", exchange.arrival().headers());
        putValues(
                event,
                "queryStringParameters",
                "multiValueQueryStringParameters",
                exchange.arrival().query());
        exchange.match().pathParameters().forEach(event.putObject("pathParameters")::put);
    }

    /** Of several values the single form has the last. */
    private static void putValues(ObjectNode event, String single, String multi, Map<String, List<String>> values) {
        ObjectNode last = event.putObject(single);
        ObjectNode all = event.putObject(multi);
        values.forEach((name, several) -> {
            last.put(name, several.getLast());
            several.forEach(all.putArray(name)::add);
        });
    }

    private static void nullIfEmpty(ObjectNode event, String... fields) {
        for (String field : fields) {
            if (event.path(field).isEmpty()) {
                event.putNull(field);
            }
        }
    }

    private ObjectNode context(Exchange exchange) {
        Arrival arrival = exchange.arrival();
        ObjectNode context = json.createObjectNode();
        context.put("resourceId", Integer.toHexString(exchange.route().path().hashCode()));
        context.put("resourcePath", exchange.route().path());
        context.put("httpMethod", arrival.request().method());
        context.put("extendedRequestId", arrival.extendedRequestId());
        context.put("requestTime", arrival.time());
        context.put("path", arrival.request().target());
        context.put("accountId", ACCOUNT);
        context.put("protocol", Arrival.PROTOCOL);
        context.put("stage", exchange.api().stage());
        context.put("domainPrefix", arrival.domain().split("\\.", 2)[0]);
        context.put("requestTimeEpoch", arrival.at().toEpochMilli());
        context.put("requestId", arrival.requestId());
        context.set("identity", identity(exchange));
        context.put("domainName", arrival.domain());
        context.put("deploymentId", exchange.api().id().substring(0, DEPLOYMENT_ID_CHARACTERS));
        context.put("apiId", exchange.api().id());
        return context;
    }

    private ObjectNode identity(Exchange exchange) {
        ObjectNode identity = json.createObjectNode();
        UNKNOWN_IDENTITY.forEach(identity::putNull);
        identity.put("sourceIp", exchange.arrival().request().sourceIp());
        identity.put("userAgent", exchange.arrival().userAgent());
        if (!exchange.key().equals(ApiKey.NONE)) {
            identity.put("apiKey", exchange.key().value());
            identity.put("apiKeyId", exchange.key().id());
        }
        return identity;
    }

    private static void putBody(ObjectNode event, Exchange exchange) {
        byte[] body = exchange.arrival().request().body();
        boolean binary = body.length > 0
                && MediaTypes.isBinary(
                        exchange.api().binaryMediaTypes(),
                        exchange.arrival().request().header("content-type").orElse("application/json"));
        event.put("isBase64Encoded", binary);
        if (body.length == 0) {
            event.putNull("body");
        } else {
            event.put(
                    "body",
                    binary ? Base64.getEncoder().encodeToString(body) : new String(body, StandardCharsets.UTF_8));
        }
    }

    private byte[] bytes(ObjectNode event) {
        try {
            return json.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("an event of ours does not become JSON", e);
        }
    }
}
