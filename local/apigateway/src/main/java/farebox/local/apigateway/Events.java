package farebox.local.apigateway;

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

    byte[] proxy(RequestContext requestContext) {
        ObjectNode event = json.createObjectNode();
        putRequest(event, requestContext);
        nullIfEmpty(event, "queryStringParameters", "multiValueQueryStringParameters", "pathParameters");
        event.putNull("stageVariables");
        ObjectNode context = context(requestContext);
        putAuthorizer(context, requestContext.authorizerContext());
        event.set("requestContext", context);
        putBody(event, requestContext);
        return bytes(event);
    }

    byte[] authorizer(RequestContext requestContext) {
        ObjectNode event = json.createObjectNode();
        event.put("type", "REQUEST");
        event.put("methodArn", methodArn(requestContext));
        putRequest(event, requestContext);
        event.putObject("stageVariables");
        event.set("requestContext", context(requestContext));
        return bytes(event);
    }

    /** What a policy's resources are compared with. */
    static String methodArn(RequestContext requestContext) {
        return "arn:aws:execute-api:" + REGION + ":" + ACCOUNT + ":"
                + requestContext.api().id() + "/"
                + requestContext.api().stage() + "/"
                + requestContext.incomingRequest().request().method()
                + requestContext.incomingRequest().request().target();
    }

    private static void putAuthorizer(ObjectNode context, AuthorizerContext authorizerContext) {
        if (authorizerContext.isGiven()) {
            ObjectNode authorizer = context.putObject("authorizer");
            authorizer.put("principalId", authorizerContext.principal());
            authorizer.put("integrationLatency", authorizerContext.latency().toMillis());
            authorizerContext.context().forEach(authorizer::put);
        }
    }

    private void putRequest(ObjectNode event, RequestContext requestContext) {
        event.put("resource", requestContext.route().path());
        event.put("path", requestContext.incomingRequest().request().target());
        event.put("httpMethod", requestContext.incomingRequest().request().method());
        putValues(
                event,
                "headers",
                "multiValueHeaders",
                requestContext.incomingRequest().headers());
        putValues(
                event,
                "queryStringParameters",
                "multiValueQueryStringParameters",
                requestContext.incomingRequest().query());
        requestContext.match().pathParameters().forEach(event.putObject("pathParameters")::put);
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

    private ObjectNode context(RequestContext requestContext) {
        IncomingRequest incomingRequest = requestContext.incomingRequest();
        ObjectNode context = json.createObjectNode();
        context.put(
                "resourceId", Integer.toHexString(requestContext.route().path().hashCode()));
        context.put("resourcePath", requestContext.route().path());
        context.put("httpMethod", incomingRequest.request().method());
        context.put("extendedRequestId", incomingRequest.extendedRequestId());
        context.put("requestTime", incomingRequest.time().text());
        context.put("path", incomingRequest.request().target());
        context.put("accountId", ACCOUNT);
        context.put("protocol", IncomingRequest.PROTOCOL);
        context.put("stage", requestContext.api().stage());
        context.put("domainPrefix", incomingRequest.domain().split("\\.", 2)[0]);
        context.put("requestTimeEpoch", incomingRequest.time().epochMilli());
        context.put("requestId", incomingRequest.requestId());
        context.set("identity", identity(requestContext));
        context.put("domainName", incomingRequest.domain());
        context.put("deploymentId", requestContext.api().id().substring(0, DEPLOYMENT_ID_CHARACTERS));
        context.put("apiId", requestContext.api().id());
        return context;
    }

    private ObjectNode identity(RequestContext requestContext) {
        ObjectNode identity = json.createObjectNode();
        UNKNOWN_IDENTITY.forEach(identity::putNull);
        identity.put("sourceIp", requestContext.incomingRequest().request().sourceIp());
        identity.put("userAgent", requestContext.incomingRequest().userAgent());
        if (!requestContext.key().equals(GatewayApiKey.NONE)) {
            identity.put("apiKey", requestContext.key().value());
            identity.put("apiKeyId", requestContext.key().id());
        }
        return identity;
    }

    private static void putBody(ObjectNode event, RequestContext requestContext) {
        byte[] body = requestContext.incomingRequest().request().body();
        boolean binary = body.length > 0
                && MediaTypes.isBinary(
                        requestContext.api().binaryMediaTypes(),
                        requestContext
                                .incomingRequest()
                                .request()
                                .header("content-type")
                                .orElse("application/json"));
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
