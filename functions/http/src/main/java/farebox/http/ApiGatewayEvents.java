package farebox.http;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent.ProxyRequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import farebox.kernel.Deadline;
import farebox.kernel.InvalidRequest;
import farebox.kernel.RequestId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * API Gateway's REST proxy events, format 1.0, to and from the records of this module. Every field of theirs may be
 * null.
 */
final class ApiGatewayEvents {
    /** What returning a response through Lambda and the gateway takes at most; the deadline is that much earlier. */
    private static final Duration RETURN_TIME = Duration.ofMillis(200);

    private ApiGatewayEvents() {}

    /** @throws InvalidRequest if path or body cannot be decoded */
    static HttpRequest request(APIGatewayProxyRequestEvent event, Context context, InstantSource clock) {
        Map<String, List<String>> headers = headers(event);
        Duration left = Duration.ofMillis(context.getRemainingTimeInMillis()).minus(RETURN_TIME);
        return new HttpRequest(
                method(event),
                PercentEncoding.decode(rawPath(event)),
                Map.of(),
                query(event),
                headers,
                body(event, joined(headers, "content-encoding")),
                id(event, context),
                authorizer(event.getRequestContext()),
                Deadline.after(left, clock));
    }

    /** The gateway's extended id. Its plain request id would not do: a client can set that one. */
    static RequestId id(APIGatewayProxyRequestEvent event, Context context) {
        return Optional.ofNullable(event.getRequestContext())
                .map(ProxyRequestContext::getExtendedRequestId)
                .filter(id -> !id.isBlank())
                .map(RequestId::new)
                .orElseGet(() -> new RequestId(context.getAwsRequestId()));
    }

    static String rawPath(APIGatewayProxyRequestEvent event) {
        return event.getPath() == null || event.getPath().isEmpty() ? "/" : event.getPath();
    }

    static String method(APIGatewayProxyRequestEvent event) {
        return event.getHttpMethod().toUpperCase(Locale.ROOT);
    }

    /** All values of the header as one list, as RFC 9110 (5.3) combines them. */
    static String acceptedEncoding(APIGatewayProxyRequestEvent event) {
        return joined(headers(event), "accept-encoding");
    }

    /**
     * Base64 where it fits: the template declares every media type binary, so the gateway sends on exactly these bytes.
     * A text that is too long for that is returned as it is, in three quarters of the space.
     */
    static APIGatewayProxyResponseEvent response(HttpResponse response) {
        boolean base64 = response.body().length <= HttpResponse.MAX_BODY;
        return new APIGatewayProxyResponseEvent()
                .withStatusCode(response.status())
                .withHeaders(response.headers())
                .withIsBase64Encoded(base64)
                .withBody(
                        base64
                                ? Base64.getEncoder().encodeToString(response.body())
                                : new String(response.body(), StandardCharsets.UTF_8));
    }

    private static byte[] body(APIGatewayProxyRequestEvent event, String encoding) {
        if (event.getBody() == null) {
            return new byte[0];
        }
        byte[] sent = Boolean.TRUE.equals(event.getIsBase64Encoded())
                ? base64(event.getBody())
                : event.getBody().getBytes(StandardCharsets.UTF_8);
        return ContentCoding.named(encoding).map(coding -> coding.decode(sent)).orElse(sent);
    }

    /** The gateway always writes this right; an event written by hand may not. */
    private static byte[] base64(String body) {
        try {
            return Base64.getDecoder().decode(body);
        } catch (IllegalArgumentException e) {
            throw new InvalidRequest("the event says that its body is base64, which it is not");
        }
    }

    private static Map<String, List<String>> query(APIGatewayProxyRequestEvent event) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        if (event.getMultiValueQueryStringParameters() != null) {
            event.getMultiValueQueryStringParameters().forEach((name, all) -> values.put(name, List.copyOf(all)));
        } else if (event.getQueryStringParameters() != null) {
            event.getQueryStringParameters().forEach((name, value) -> values.put(name, List.of(value)));
        }
        return values;
    }

    static Map<String, String> authorizer(@Nullable ProxyRequestContext context) {
        Map<String, String> values = new LinkedHashMap<>();
        if (context != null && context.getAuthorizer() != null) {
            context.getAuthorizer().forEach((name, value) -> values.put(name, String.valueOf(value)));
        }
        return values;
    }

    /** Every value of every header; an event written by hand may have the single-value form alone. */
    private static Map<String, List<String>> headers(APIGatewayProxyRequestEvent event) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        if (event.getMultiValueHeaders() != null) {
            event.getMultiValueHeaders().forEach((name, values) -> add(headers, name, values));
        } else if (event.getHeaders() != null) {
            event.getHeaders().forEach((name, value) -> add(headers, name, List.of(value)));
        }
        return headers;
    }

    private static void add(Map<String, List<String>> headers, String name, List<String> values) {
        headers.merge(
                name.toLowerCase(Locale.ROOT),
                List.copyOf(values),
                (before, more) -> Stream.concat(before.stream(), more.stream()).toList());
    }

    private static String joined(Map<String, List<String>> headers, String name) {
        return String.join(",", headers.getOrDefault(name, List.of()));
    }
}
