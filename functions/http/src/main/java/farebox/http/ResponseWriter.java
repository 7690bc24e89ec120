package farebox.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import farebox.kernel.PayloadTooLarge;
import java.util.stream.Stream;

/** Writes responses: errors in the form of their protocol, and bodies as the client accepts them and Lambda bounds. */
final class ResponseWriter {
    private final Json json;
    private final RateLimitHeaders rateLimitHeaders;

    ResponseWriter(Json json, RateLimitHeaders rateLimitHeaders) {
        this.json = json;
        this.rateLimitHeaders = rateLimitHeaders;
    }

    HttpResponse error(ProblemDetail problemDetail, ErrorFormat errorFormat) {
        return problemDetail.format(errorFormat, json);
    }

    HttpResponse methodNotAllowed(HttpRequest request, RouteMatcher.Match.WrongMethod wrong) {
        String allowed = String.join(", ", wrong.allowed());
        return error(ProblemDetail.methodNotAllowed(request.method(), request.path(), allowed), wrong.errorFormat())
                .with("allow", allowed);
    }

    /** A response to HEAD keeps the headers of the one to GET, and loses its body. */
    APIGatewayProxyResponseEvent write(
            HttpResponse unlimited, APIGatewayProxyRequestEvent event, ErrorFormat errorFormat) {
        HttpResponse response = withRateLimits(unlimited, event, errorFormat);
        HttpResponse coded = encoded(response, event);
        HttpResponse bounded = Stream.of(coded, response)
                .filter(HttpResponse::fits)
                .findFirst()
                .orElseGet(() -> tooLarge(response, errorFormat));
        return ApiGatewayEvents.response(bodyless(bounded, event));
    }

    /** As the other, for a transport that has no limit. */
    void write(HttpResponse unlimited, APIGatewayProxyRequestEvent event, ErrorFormat errorFormat, ResponseStream out) {
        HttpResponse response = bodyless(encoded(withRateLimits(unlimited, event, errorFormat), event), event);
        out.begin(response.status(), response.headers());
        if (response.body().length > 0) {
            out.writeLast(response.body());
        }
    }

    HttpResponse withRateLimits(HttpResponse response, APIGatewayProxyRequestEvent event, ErrorFormat errorFormat) {
        return rateLimitHeaders.add(response, errorFormat, ApiGatewayEvents.authorizer(event.getRequestContext()));
    }

    private static HttpResponse encoded(HttpResponse response, APIGatewayProxyRequestEvent event) {
        return ContentCoding.accepted(ApiGatewayEvents.acceptedEncoding(event))
                .map(coding -> coding.encode(response))
                .orElse(response);
    }

    private static HttpResponse bodyless(HttpResponse response, APIGatewayProxyRequestEvent event) {
        return ApiGatewayEvents.method(event).equals("HEAD") ? response.with(new byte[0]) : response;
    }

    /** A response that was made for a client which accepts compression, and is replayed to one that does not. */
    private HttpResponse tooLarge(HttpResponse response, ErrorFormat errorFormat) {
        HttpResponse error = error(
                ProblemDetail.of(new PayloadTooLarge("the response is larger than one call can return; accept gzip, or"
                        + " send fewer inputs. Nothing more is billed")),
                errorFormat);
        return response.headers().keySet().stream()
                .filter(name -> name.startsWith("x-") || name.startsWith("access-control-"))
                .reduce(
                        error,
                        (kept, name) -> kept.with(name, response.headers().getOrDefault(name, "")),
                        (one, other) -> other);
    }
}
