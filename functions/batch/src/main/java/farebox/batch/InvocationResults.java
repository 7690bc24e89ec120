package farebox.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.files.FileContents;
import farebox.http.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.Collectors;

/** Delivers what came of an asynchronous invocation: the body itself, or the error, and an event that it is there. */
final class InvocationResults {
    private final BatchObjects objects;
    private final Notifications notifications;
    private final Json json;
    private final InstantSource clock;

    InvocationResults(BatchObjects objects, Notifications notifications, BatchEnvironment environment) {
        this.objects = objects;
        this.notifications = notifications;
        this.json = environment.json();
        this.clock = environment.clock();
    }

    /** @param line the one line of the results */
    void writeOutput(Batch.Source.Invocation invocation, FileContents.Writer line) {
        byte[] body = bytes(response(line).path("content"));
        objects.put(invocation.results().outputKey(), out -> out.write(body));
    }

    /** @param line the one line of the errors */
    void writeFailure(Batch.Source.Invocation invocation, FileContents.Writer line) {
        byte[] body = json.write(response(line));
        objects.put(invocation.results().failureKey(), out -> out.write(body));
    }

    /** Behind the result; an invocation that did not get as far as a result has a failure, too. */
    void end(Batch batch, Batch.Source.Invocation invocation) {
        if (!batch.results().fileErrors().isEmpty()) {
            String message = batch.results().fileErrors().stream()
                    .map(Batch.FileError::message)
                    .collect(Collectors.joining("; "));
            ObjectNode failure = json.mapper().createObjectNode();
            failure.put("__type", "ModelError").put("message", message);
            objects.put(invocation.results().failureKey(), out -> out.write(json.write(failure)));
        }
        Instant now = clock.instant();
        notifications.send(event(batch, invocation, now).toString(), now);
    }

    /** As SageMaker's own notifications have it. */
    private ObjectNode event(Batch batch, Batch.Source.Invocation invocation, Instant now) {
        boolean completed = batch.counts().completed() == 1;
        ObjectNode event = json.mapper().createObjectNode();
        event.put("eventVersion", "1.0").put("eventSource", "farebox:batch").put("eventName", "InferenceResult");
        event.put("eventTime", now.toString())
                .put("receivedTime", batch.created().toString());
        event.put("invocationStatus", completed ? "Completed" : "Failed");
        event.put("inferenceId", invocation.inferenceId())
                .put("tenant", batch.tenant().value());
        event.putObject("requestParameters")
                .put("endpointName", invocation.model())
                .put("contentType", invocation.media().contentType());
        event.putObject("responseParameters")
                .put(
                        "outputLocation",
                        completed
                                ? invocation.results().output()
                                : invocation.results().failure());
        return event;
    }

    private JsonNode response(FileContents.Writer line) {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try {
            line.writeTo(written);
        } catch (IOException e) {
            throw new UncheckedIOException("the result of an invocation cannot be read", e);
        }
        return json.object(written.toByteArray()).at("/response/body");
    }

    private static byte[] bytes(JsonNode base64) {
        try {
            return base64.binaryValue();
        } catch (IOException e) {
            throw new UncheckedIOException("a result that was stored is no base64", e);
        }
    }
}
