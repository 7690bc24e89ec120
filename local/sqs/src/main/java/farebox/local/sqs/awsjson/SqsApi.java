package farebox.local.sqs.awsjson;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.local.awsjson.AwsJsonEndpoint;
import farebox.local.awsjson.AwsOperation;
import farebox.local.awsjson.AwsService;
import farebox.local.awsjson.RequestParameters;
import farebox.local.host.ServiceException;
import farebox.local.sqs.Checksums;
import farebox.local.sqs.Message;
import farebox.local.sqs.MessageAttribute;
import farebox.local.sqs.MessageQueue;
import farebox.local.sqs.Sqs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Queues and messages. A receive that waits blocks its thread, which is a virtual one. */
public final class SqsApi {
    private static final int MAX_BATCH = 10;

    private final Sqs sqs;
    private final String urlPrefix;

    /** @param urlPrefix of queue URLs, with a slash at its end */
    public SqsApi(Sqs sqs, String urlPrefix) {
        this.sqs = sqs;
        this.urlPrefix = urlPrefix;
    }

    public AwsService service() {
        Map<String, AwsOperation> operations = new LinkedHashMap<>();
        operations.put("CreateQueue", this::create);
        operations.put("GetQueueUrl", this::url);
        operations.put("ListQueues", this::list);
        operations.put("DeleteQueue", this::delete);
        operations.put("PurgeQueue", this::purge);
        operations.put("GetQueueAttributes", this::attributes);
        operations.put("SetQueueAttributes", this::change);
        operations.put("SendMessage", request -> send(queue(request), request));
        operations.put("SendMessageBatch", request -> batch(request, this::send));
        operations.put("ReceiveMessage", this::receive);
        operations.put("DeleteMessage", request -> delete(queue(request), request));
        operations.put("DeleteMessageBatch", request -> batch(request, SqsApi::delete));
        operations.put("ChangeMessageVisibility", request -> changeVisibility(queue(request), request));
        operations.put("ChangeMessageVisibilityBatch", request -> batch(request, SqsApi::changeVisibility));
        operations.put("StartMessageMoveTask", this::move);
        operations.put("ListDeadLetterSourceQueues", this::sources);
        return new AwsService("AmazonSQS", AwsService.JSON_1_0, operations);
    }

    private ObjectNode create(RequestParameters request) {
        request.supporting("CreateQueue", Set.of("QueueName", "Attributes", "tags"));
        return url(sqs.create(request.requiredText("QueueName"), request.textMap("Attributes")));
    }

    private ObjectNode url(RequestParameters request) {
        return url(sqs.get(request.requiredText("QueueName")));
    }

    private ObjectNode url(MessageQueue queue) {
        return AwsJsonEndpoint.object().put("QueueUrl", urlPrefix + queue.name());
    }

    private ObjectNode list(RequestParameters request) {
        ObjectNode response = AwsJsonEndpoint.object();
        ArrayNode urls = response.putArray("QueueUrls");
        sqs.list(request.text("QueueNamePrefix").orElse("")).forEach(queue -> urls.add(urlPrefix + queue.name()));
        return response;
    }

    private ObjectNode delete(RequestParameters request) {
        sqs.delete(queue(request).name());
        return AwsJsonEndpoint.object();
    }

    private ObjectNode purge(RequestParameters request) {
        queue(request).purge();
        return AwsJsonEndpoint.object();
    }

    private ObjectNode attributes(RequestParameters request) {
        MessageQueue queue = queue(request);
        List<String> wanted = request.texts("AttributeNames");
        MessageQueue.Counts counts = queue.counts();
        Map<String, String> all = new TreeMap<>(queue.settings().described());
        all.put("QueueArn", queue.arn());
        all.put("ApproximateNumberOfMessages", Integer.toString(counts.visible()));
        all.put("ApproximateNumberOfMessagesNotVisible", Integer.toString(counts.inFlight()));
        all.put("ApproximateNumberOfMessagesDelayed", Integer.toString(counts.delayed()));
        ObjectNode response = AwsJsonEndpoint.object();
        ObjectNode attributes = response.putObject("Attributes");
        all.forEach((name, value) -> {
            if (wanted.contains("All") || wanted.contains(name)) {
                attributes.put(name, value);
            }
        });
        return response;
    }

    private ObjectNode change(RequestParameters request) {
        sqs.change(queue(request).name(), request.textMap("Attributes"));
        return AwsJsonEndpoint.object();
    }

    private ObjectNode send(MessageQueue queue, RequestParameters request) {
        Map<String, MessageAttribute> attributes = attributesOf(request);
        Message message = queue.send(request.requiredText("MessageBody"), attributes, seconds(request, "DelaySeconds"));
        ObjectNode sent = AwsJsonEndpoint.object()
                .put("MessageId", message.id())
                .put("MD5OfMessageBody", Checksums.ofBody(message.body()));
        if (!attributes.isEmpty()) {
            sent.put("MD5OfMessageAttributes", Checksums.ofAttributes(attributes));
        }
        return sent;
    }

    private static Map<String, MessageAttribute> attributesOf(RequestParameters request) {
        Map<String, MessageAttribute> attributes = new TreeMap<>();
        request.structure("MessageAttributes")
                .ifPresent(given -> given.json().properties().forEach(entry -> {
                    RequestParameters attribute = RequestParameters.asStructure(entry.getValue());
                    attributes.put(
                            entry.getKey(),
                            new MessageAttribute(
                                    attribute.requiredText("DataType"),
                                    attribute
                                            .text("StringValue")
                                            .or(() -> attribute.text("BinaryValue"))
                                            .orElse("")));
                }));
        return attributes;
    }

    private ObjectNode receive(RequestParameters request) {
        List<Message> received = queue(request)
                .receive(
                        request.count("MaxNumberOfMessages", 1).orElse(1),
                        seconds(request, "VisibilityTimeout"),
                        seconds(request, "WaitTimeSeconds"))
                .toCompletableFuture()
                .join();
        List<String> wanted = new ArrayList<>(request.texts("MessageSystemAttributeNames"));
        wanted.addAll(request.texts("AttributeNames"));
        boolean withAttributes = !request.texts("MessageAttributeNames").isEmpty();
        ObjectNode response = AwsJsonEndpoint.object();
        ArrayNode messages = response.putArray("Messages");
        received.forEach(message -> messages.add(Messages.described(message, wanted, withAttributes)));
        return response;
    }

    private static ObjectNode delete(MessageQueue queue, RequestParameters request) {
        queue.delete(request.requiredText("ReceiptHandle"));
        return AwsJsonEndpoint.object();
    }

    private static ObjectNode changeVisibility(MessageQueue queue, RequestParameters request) {
        queue.changeVisibility(
                request.requiredText("ReceiptHandle"),
                seconds(request, "VisibilityTimeout")
                        .orElseThrow(() -> RequestParameters.missing("VisibilityTimeout")));
        return AwsJsonEndpoint.object();
    }

    private ObjectNode move(RequestParameters request) {
        String source = request.requiredText("SourceArn");
        sqs.move(source, request.text("DestinationArn"));
        return AwsJsonEndpoint.object().put("TaskHandle", source);
    }

    private ObjectNode sources(RequestParameters request) {
        ObjectNode response = AwsJsonEndpoint.object();
        ArrayNode urls = response.putArray("queueUrls");
        sqs.sourcesOf(queue(request)).forEach(queue -> urls.add(urlPrefix + queue.name()));
        return response;
    }

    /** What an operation does with one entry of a batch. */
    @FunctionalInterface
    private interface Entry {
        ObjectNode run(MessageQueue queue, RequestParameters entry);
    }

    private ObjectNode batch(RequestParameters request, Entry operation) {
        MessageQueue queue = queue(request);
        List<RequestParameters> entries = request.structures("Entries");
        if (entries.isEmpty() || entries.size() > MAX_BATCH) {
            throw new ServiceException(
                    entries.isEmpty() ? "EmptyBatchRequest" : "TooManyEntriesInBatchRequest",
                    "A batch has 1 to " + MAX_BATCH + " entries, not " + entries.size() + ".");
        }
        ObjectNode response = AwsJsonEndpoint.object();
        ArrayNode successful = response.putArray("Successful");
        ArrayNode failed = response.putArray("Failed");
        for (RequestParameters entry : entries) {
            String id = entry.requiredText("Id");
            try {
                successful.add(operation.run(queue, entry).put("Id", id));
            } catch (ServiceException e) {
                failed.addObject()
                        .put("Id", id)
                        .put("Code", e.code())
                        .put("Message", e.message())
                        .put("SenderFault", true);
            }
        }
        return response;
    }

    private MessageQueue queue(RequestParameters request) {
        String url = request.requiredText("QueueUrl");
        return sqs.get(url.substring(url.lastIndexOf('/') + 1));
    }

    private static Optional<Duration> seconds(RequestParameters request, String name) {
        return request.count(name, 0).map(Duration::ofSeconds);
    }
}
