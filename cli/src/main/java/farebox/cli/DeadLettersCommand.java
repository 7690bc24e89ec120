package farebox.cli;

import farebox.cli.operator.Stack;
import farebox.cli.operator.StackClients;
import farebox.cli.operator.UserError;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

@Command(
        name = "dead-letters",
        mixinStandardHelpOptions = true,
        description = "Events that could not be handled in five tries.")
final class DeadLettersCommand {
    private static final String SUFFIX = "DeadLetters";
    private static final int PAGE = 10;
    private static final int MAX_SHOWN = 500;
    /** How long a listed message is hidden from the next page. */
    private static final int HIDDEN_SECONDS = 5;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(mixinStandardHelpOptions = true, description = "The messages of every queue of dead letters.")
    int list(@Mixin StackOption target) {
        return inQueues(target, (sqs, queues) -> {
            queues.forEach((name, url) -> show(name, messages(sqs, url)));
            return 0;
        });
    }

    @Command(mixinStandardHelpOptions = true, description = "Sends them to the queues where they came from.")
    int redrive(@Mixin StackOption target) {
        return inQueues(target, (sqs, queues) -> {
            queues.forEach((name, url) -> {
                sqs.startMessageMoveTask(
                        move -> move.sourceArn(arn(sqs, url)).destinationArn(arn(sqs, source(sqs, url))));
                print(name + ": redriving");
            });
            return 0;
        });
    }

    private void show(String name, List<Message> messages) {
        print("%s: %d".formatted(name, messages.size()));
        messages.forEach(message -> {
            print("  %s  since %s  %s".formatted(id(message), sent(message), reason(message)));
            print("    " + message.body());
        });
    }

    /** As the function's log names it. */
    private static String id(Message message) {
        return attribute(message, "MESSAGE_ID").orElse(message.messageId());
    }

    private static String reason(Message message) {
        String reason = Stream.of("ERROR_CODE", "ERROR_MESSAGE")
                .flatMap(name -> attribute(message, name).stream())
                .collect(Collectors.joining(": "));
        return reason.isEmpty() ? "the function ended before it could say why; its log has the end" : reason;
    }

    private static Optional<String> attribute(Message message, String name) {
        return Optional.ofNullable(message.messageAttributes().get(name)).map(MessageAttributeValue::stringValue);
    }

    private static Instant sent(Message message) {
        return Instant.ofEpochMilli(
                Long.parseLong(message.attributes().getOrDefault(MessageSystemAttributeName.SENT_TIMESTAMP, "0")));
    }

    private static List<Message> messages(SqsClient sqs, String url) {
        Map<String, Message> found = new TreeMap<>();
        List<Message> page = receive(sqs, url);
        while (!page.isEmpty() && found.size() < MAX_SHOWN) {
            page.forEach(message -> found.put(message.messageId(), message));
            page = receive(sqs, url);
        }
        return List.copyOf(found.values());
    }

    private static List<Message> receive(SqsClient sqs, String url) {
        return sqs.receiveMessage(receive -> receive.queueUrl(url)
                        .maxNumberOfMessages(PAGE)
                        .messageAttributeNames("All")
                        .visibilityTimeout(HIDDEN_SECONDS)
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                .messages();
    }

    /** Those that a function or EventBridge has sent itself do not know where they came from. */
    private static String source(SqsClient sqs, String url) {
        return sqs.listDeadLetterSourceQueues(list -> list.queueUrl(url)).queueUrls().stream()
                .findFirst()
                .orElseThrow(
                        () -> new UserError("no queue sends its dead letters to " + url + "; deploy the stack again"));
    }

    private static String arn(SqsClient sqs, String url) {
        return sqs.getQueueAttributes(get -> get.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .getOrDefault(QueueAttributeName.QUEUE_ARN, "");
    }

    private static int inQueues(StackOption target, BiFunction<SqsClient, Map<String, String>, Integer> work) {
        Stack stack = target.stack();
        Map<String, String> queues = new TreeMap<>(stack.outputs());
        queues.keySet().removeIf(output -> !output.endsWith(SUFFIX));
        if (queues.isEmpty()) {
            throw new UserError("the stack has no queue of dead letters; deploy it again");
        }
        try (StackClients clients = new StackClients(stack)) {
            return work.apply(clients.sqs(), queues);
        }
    }

    private void print(String line) {
        spec.commandLine().getOut().println(line);
    }
}
