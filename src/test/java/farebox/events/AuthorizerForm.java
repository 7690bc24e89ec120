package farebox.events;

import com.fasterxml.jackson.databind.JsonNode;
import farebox.local.template.Deployment;
import farebox.local.template.RestApi;
import java.util.ArrayList;
import java.util.List;

/** The event of a REQUEST authorizer of a REST API; only for an HTTP API are there two payload formats. */
record AuthorizerForm(EventFile event, RestApi api, Deployment.Function function) {
    List<String> problems() {
        JsonNode json = event.json();
        RequestForm request = new RequestForm(json, api);
        List<String> problems = new ArrayList<>(request.problems());
        if (!json.path("type").asText().equals("REQUEST")) {
            problems.add("type is " + json.path("type"));
        }
        if (!json.path("methodArn").asText().equals(methodArn())) {
            problems.add("methodArn is not " + methodArn());
        }
        if (request.route().filter(route -> !asks(route.guard())).isPresent()) {
            problems.add("the route asks nobody, or another function");
        }
        if (json.has("body") || json.path("requestContext").has("authorizer")) {
            problems.add("an authorizer is not told the body, nor what it will answer");
        }
        return problems;
    }

    private String methodArn() {
        JsonNode context = event.json().path("requestContext");
        return "arn:aws:execute-api:us-east-1:" + context.path("accountId").asText() + ":"
                + context.path("apiId").asText() + "/" + api.stage() + "/"
                + event.json().path("httpMethod").asText()
                + event.json().path("path").asText();
    }

    private boolean asks(RestApi.Guard guard) {
        return guard instanceof RestApi.Guard.Authorizer authorizer
                && authorizer.function().equals(function.name());
    }
}
