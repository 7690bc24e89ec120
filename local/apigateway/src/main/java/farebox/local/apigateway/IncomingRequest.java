package farebox.local.apigateway;

import farebox.local.http.WebRequest;
import farebox.local.template.RestApi;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A request as it came in, before anything is known about it.
 *
 * @param requestId a client can choose it
 * @param extendedRequestId unique, whatever a client does
 */
record IncomingRequest(
        WebRequest request, String requestId, String extendedRequestId, String traceId, RequestTime time) {
    static final String PROTOCOL = "HTTP/1.1";

    private static final Pattern PORT = Pattern.compile(":\\d*$");

    /** They say something about a connection, not about a request, so API Gateway keeps them to itself. */
    private static final Set<String> OF_THE_CONNECTION = Set.of(
            "connection",
            "content-length",
            "content-md5",
            "expect",
            "max-forwards",
            "proxy-authenticate",
            "server",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "www-authenticate",
            "x-amzn-trace-id",
            "x-forwarded-for",
            "x-forwarded-port",
            "x-forwarded-proto");

    String host() {
        return request.header("host").orElse("localhost");
    }

    /** The host without its port. */
    String domain() {
        return PORT.matcher(host()).replaceFirst("");
    }

    String userAgent() {
        return request.header("user-agent").orElse("");
    }

    /** As functions see them: the client's, and those that the gateway adds. */
    Map<String, List<String>> headers() {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        request.headers().forEach((name, values) -> {
            if (!OF_THE_CONNECTION.contains(name)) {
                headers.put(name, values);
            }
        });
        headers.put("X-Amzn-Trace-Id", List.of(traceId));
        headers.put("X-Forwarded-For", List.of(forwardedFor()));
        headers.put("X-Forwarded-Port", List.of(port()));
        headers.put("X-Forwarded-Proto", List.of("http"));
        return headers;
    }

    Map<String, List<String>> query() {
        return QueryString.parse(request.query());
    }

    /** Variables of {@code $context} that are known from the start. */
    Map<String, String> variables(RestApi api) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("accountId", Events.ACCOUNT);
        variables.put("apiId", api.id());
        variables.put("stage", api.stage());
        variables.put("requestId", requestId);
        variables.put("extendedRequestId", extendedRequestId);
        variables.put("httpMethod", request.method());
        variables.put("path", request.target());
        variables.put("protocol", PROTOCOL);
        variables.put("requestTime", time.text());
        variables.put("requestTimeEpoch", String.valueOf(time.epochMilli()));
        variables.put("domainName", domain());
        variables.put("identity.sourceIp", request.sourceIp());
        variables.put("identity.userAgent", userAgent());
        variables.put("xrayTraceId", traceId);
        return variables;
    }

    private String forwardedFor() {
        String before = String.join(", ", request.headers().getOrDefault("x-forwarded-for", List.of()));
        return before.isEmpty() ? request.sourceIp() : before + ", " + request.sourceIp();
    }

    private String port() {
        int colon = host().lastIndexOf(':');
        return colon < 0 ? "80" : host().substring(colon + 1);
    }
}
