package farebox.cli;

import farebox.cli.operator.Stack;
import farebox.cli.operator.StackClients;
import farebox.cli.operator.UserError;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
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
            boolean any = false;
            for (Map.Entry<String, String> queue : queues.entrySet()) {
                List<Message> messages = messages(sqs, queue.getValue());
                show(queue.getKey(), messages);
                any |= !messages.isEmpty();
            }
            if (any) {
                print("why: the events that end in _failed in the function's log, with the id of the message");
            }
            return 0;
        });
    }

    @Command(mixinStandardHelpOptions = true, description = "Sends them to the queues where they came from.")
    int redrive(@Mixin StackOption target) {
        return inQueues(target, (sqs, queues) -> {
            queues.forEach((name, url) -> {
                sqs.startMessageMoveTask(move -> move.sourceArn(arn(sqs, url)));
                print(name + ": redriving");
            });
            return 0;
        });
    }

    private void show(String name, List<Message> messages) {
        print("%s: %d".formatted(name, messages.size()));
        messages.forEach(message -> print("  %s  first sent %s, tried %s times  %s"
                .formatted(
                        message.messageId(),
                        sent(message),
                        message.attributes().getOrDefault(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "?"),
                        message.body())));
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
                        .visibilityTimeout(HIDDEN_SECONDS)
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                .messages();
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
