package farebox.http;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent.ProxyRequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import farebox.kernel.Deadline;
import farebox.kernel.InvalidRequest;
import farebox.kernel.RequestId;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * API Gateway's REST proxy events, format 1.0, to and from the records of this room. Every field of theirs may be null.
 */
final class ApiGatewayEvents {
    /** From here on packing costs less time than sending; a single embedding stays below. */
    private static final int WORTH_PACKING = 8 * 1024;

    /** What the way back through Lambda and the gateway takes at most; the deadline is that much earlier. */
    private static final Duration WAY_BACK = Duration.ofMillis(200);

    private ApiGatewayEvents() {}

    static HttpRequest request(APIGatewayProxyRequestEvent event, Context context, InstantSource clock) {
        Map<String, String> headers = lowerCase(event.getHeaders());
        Duration left = Duration.ofMillis(context.getRemainingTimeInMillis()).minus(WAY_BACK);
        return new HttpRequest(
                event.getHttpMethod().toUpperCase(Locale.ROOT),
                decode(rawPath(event)),
                Map.of(),
                query(event),
                headers,
                body(event, headers.getOrDefault("content-encoding", "")),
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

    static String acceptedEncoding(APIGatewayProxyRequestEvent event) {
        return lowerCase(event.getHeaders()).getOrDefault("accept-encoding", "");
    }

    /** Always base64: the template declares every media type binary, so the gateway sends on just these bytes. */
    static APIGatewayProxyResponseEvent response(HttpResponse response, String acceptedEncoding) {
        HttpResponse packed = packed(response, acceptedEncoding);
        return new APIGatewayProxyResponseEvent()
                .withStatusCode(packed.status())
                .withHeaders(packed.headers())
                .withIsBase64Encoded(true)
                .withBody(Base64.getEncoder().encodeToString(packed.body()));
    }

    private static HttpResponse packed(HttpResponse response, String acceptedEncoding) {
        if (response.body().length < WORTH_PACKING) {
            return response;
        }
        return ContentCoding.accepted(acceptedEncoding)
                .map(coding -> response.with(coding.encode(response.body())).with("content-encoding", coding.header()))
                .orElse(response);
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

    private static Map<String, String> authorizer(@Nullable ProxyRequestContext context) {
        Map<String, String> said = new LinkedHashMap<>();
        if (context != null && context.getAuthorizer() != null) {
            context.getAuthorizer().forEach((name, value) -> said.put(name, String.valueOf(value)));
        }
        return said;
    }

    private static Map<String, String> lowerCase(@Nullable Map<String, String> headers) {
        Map<String, String> lower = new LinkedHashMap<>();
        if (headers != null) {
            headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
        }
        return lower;
    }

    /** Decoded exactly once, and not as a form: a plus is a plus. */
    private static String decode(String path) {
        try {
            return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new InvalidRequest("the path has a broken percent-encoding");
        }
    }
}
