package farebox.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import farebox.local.eventbridge.pattern.EventPattern;
import farebox.local.template.Deployment;
import java.util.ArrayList;
import java.util.List;

/** Messages of a queue whose bodies are events that rules of the bus send there. */
record QueueForm(EventFile event, Deployment deployment, Deployment.Function function) {
    private static final ObjectMapper JSON = new ObjectMapper();

    List<String> problems() {
        List<String> problems = new ArrayList<>();
        String queue = function.queues().getFirst().queue();
        for (JsonNode message : event.json().path("Records")) {
            String id = message.path("messageId").asText();
            if (!message.path("eventSource").asText().equals("aws:sqs") || !isOf(message, queue)) {
                problems.add(id + " comes from somewhere else");
            }
            if (deployment.workflows().rules().stream()
                    .filter(rule -> rule.targets().stream()
                            .anyMatch(target -> target.path("Arn").asText().endsWith(":" + queue)))
                    .noneMatch(rule -> EventPattern.compile(rule.pattern()).matches(body(message)))) {
                problems.add(id + " is of no rule of the queue");
            }
        }
        return problems;
    }

    private static boolean isOf(JsonNode message, String queue) {
        return message.path("eventSourceARN").asText().equals("arn:aws:sqs:us-east-1:123456789012:" + queue);
    }

    private static JsonNode body(JsonNode message) {
        try {
            return JSON.readTree(message.path("body").asText());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a body is not JSON", e);
        }
    }
}
