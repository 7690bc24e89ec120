package farebox.events;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbTimeWindowEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import farebox.access.lambda.AuthorizerRequest;
import farebox.local.template.Deployment;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What is wrong with an event, in words, by what its function reads and what the template would call it with. */
final class EventForm {
    private EventForm() {}

    static List<String> problems(EventFile event, Deployment deployment) {
        Deployment.Function function = deployment.functions().stream()
                .filter(candidate -> event.isFor(candidate.id()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the template has no function for " + event.name()));
        Class<?> read = JavaRuntime.reads(function.handler());
        return Stream.concat(
                        lost(event, read).map(pointer -> read.getSimpleName() + " knows no " + pointer),
                        ofTrigger(event, read, function, deployment).stream())
                .toList();
    }

    /**
     * The gateway describes a request to an authorizer as it does to a function, and the authorizer's type holds less.
     */
    private static Stream<String> lost(EventFile event, Class<?> read) {
        Set<String> lost = JavaRuntime.lost(event.json(), read);
        if (read.equals(AuthorizerRequest.class)) {
            lost.retainAll(JavaRuntime.lost(event.json(), APIGatewayProxyRequestEvent.class));
        }
        return lost.stream();
    }

    private static List<String> ofTrigger(
            EventFile event, Class<?> read, Deployment.Function function, Deployment deployment) {
        if (read.equals(APIGatewayProxyRequestEvent.class)) {
            return new ProxyForm(event, deployment.api(), function).problems();
        }
        if (read.equals(AuthorizerRequest.class)) {
            return new AuthorizerForm(event, deployment.api(), function).problems();
        }
        if (read.equals(DynamodbTimeWindowEvent.class)) {
            return new StreamForm(event, deployment, function).problems();
        }
        if (read.equals(SQSEvent.class)) {
            return new QueueForm(event, deployment, function).problems();
        }
        if (read.equals(Map.class)) {
            return new TaskForm(event, deployment.workflows(), function).problems();
        }
        throw new IllegalArgumentException("nothing is known about " + read);
    }
}
