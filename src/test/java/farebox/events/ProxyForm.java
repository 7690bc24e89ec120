package farebox.events;

import com.fasterxml.jackson.databind.JsonNode;
import farebox.local.template.Deployment;
import farebox.local.template.RestApi;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A proxy event of a REST API, in payload format 1.0. */
record ProxyForm(EventFile event, RestApi api, Deployment.Function function) {
    List<String> problems() {
        RequestForm request = new RequestForm(event.json(), api);
        List<String> problems = new ArrayList<>(request.problems());
        request.route().ifPresent(route -> {
            if (!route.function().equals(function.name())) {
                problems.add(route.path() + " leads to " + route.function());
            }
            caller(route, problems);
        });
        body(problems);
        if (event.json().has("version")) {
            problems.add("only an HTTP API says which version of its payload an event has");
        }
        return problems;
    }

    /** Who calls is known where an authorizer has been asked; the name of an event without says so. */
    private void caller(RestApi.Route route, List<String> problems) {
        JsonNode authorizer = event.json().path("requestContext").path("authorizer");
        boolean asked = route.guard() instanceof RestApi.Guard.Authorizer
                && !event.name().endsWith("-no-key");
        if (asked == authorizer.isEmpty()) {
            problems.add(asked ? "no authorizer has said who calls" : "nobody was asked who calls");
        }
    }

    /** All media types of the API are binary, so any body travels in base64. */
    private void body(List<String> problems) {
        JsonNode body = event.json().path("body");
        boolean encoded = event.json().path("isBase64Encoded").asBoolean();
        if (encoded == body.isNull() || !api.binaryMediaTypes().contains("*/*")) {
            problems.add("isBase64Encoded is " + encoded);
        }
        if (encoded && !isBase64(body.asText())) {
            problems.add("the body is not base64");
        }
    }

    private static boolean isBase64(String text) {
        try {
            return Base64.getDecoder().decode(text).length > 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
