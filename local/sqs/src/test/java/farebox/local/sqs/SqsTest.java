package farebox.local.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.local.host.ServiceException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class SqsTest {
    private final Queues queues = new Queues(Delivery.inOrder());
    private final MessageQueue queue = queues.create("work", Map.of("VisibilityTimeout", "30"));

    private static void assertRefused(String code, ThrowingCallable call) {
        assertThatExceptionOfType(ServiceException.class)
                .isThrownBy(call)
                .extracting(ServiceException::code)
                .isEqualTo(code);
    }

    @Test
    void receivedMessage_isHiddenUntilItsVisibilityTimeoutAndCounted() {
        queues.send(queue, "a");

        Message first = queues.receive(queue).getFirst();
        assertThat(queues.receive(queue)).isEmpty();
        queues.timers().advance(Duration.ofSeconds(30));
        Message second = queues.receive(queue).getFirst();

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.receipt()).isNotEqualTo(first.receipt());
        assertThat(second.receives()).isEqualTo(2);
        assertThat(second.firstReceived()).isEqualTo(first.firstReceived());
    }

    @Test
    void delete_removesTheMessageForGood() {
        queues.send(queue, "a", "b");

        queue.delete(queues.receive(queue).getFirst().receipt().orElseThrow());
        queues.timers().advance(Duration.ofSeconds(30));

        assertThat(queues.bodies(queue)).containsExactly("b");
    }

    @Test
    void delete_withTheHandleOfAnEarlierReceive_keepsTheMessage() {
        queues.send(queue, "a");
        String old = queues.receive(queue).getFirst().receipt().orElseThrow();
        queues.timers().advance(Duration.ofSeconds(30));
        queues.receive(queue);

        queue.delete(old);
        queues.timers().advance(Duration.ofSeconds(30));

        assertThat(queues.bodies(queue)).containsExactly("a");
    }

    @Test
    void changeVisibility_toZero_makesTheMessageVisibleAtOnce() {
        queues.send(queue, "a");

        queue.changeVisibility(queues.receive(queue).getFirst().receipt().orElseThrow(), Duration.ZERO);

        assertThat(queues.bodies(queue)).containsExactly("a");
    }

    @Test
    void changeVisibility_ofAMessageThatIsVisible_isRefused() {
        queues.send(queue, "a");
        String receipt = queues.receive(queue).getFirst().receipt().orElseThrow();
        queues.timers().advance(Duration.ofSeconds(30));

        assertRefused("MessageNotInflight", () -> queue.changeVisibility(receipt, Duration.ofSeconds(5)));
        assertRefused("ReceiptHandleIsInvalid", () -> queue.changeVisibility("nonsense", Duration.ZERO));
    }

    @Test
    void delayedMessage_isReceivedAfterItsDelay() {
        queue.send("late", Map.of(), Optional.of(Duration.ofSeconds(5)));

        assertThat(queues.receive(queue)).isEmpty();
        assertThat(queue.counts()).isEqualTo(new MessageQueue.Counts(0, 0, 1));
        queues.timers().advance(Duration.ofSeconds(5));
        assertThat(queues.bodies(queue)).containsExactly("late");
        assertThat(queue.counts()).isEqualTo(new MessageQueue.Counts(0, 1, 0));
    }

    @Test
    void longPoll_returnsWhenAMessageComes() {
        CompletionStage<List<Message>> waiting =
                queue.receive(1, Optional.empty(), Optional.of(Duration.ofSeconds(20)));
        assertThat(waiting.toCompletableFuture()).isNotDone();

        queues.send(queue, "a");

        assertThat(Queues.now(waiting)).extracting(Message::body).containsExactly("a");
    }

    @Test
    void longPoll_returnsWhenAMessageBecomesVisibleAgain() {
        queues.send(queue, "a");
        queues.receive(queue);
        queues.timers().advance(Duration.ofSeconds(25));
        CompletionStage<List<Message>> waiting =
                queue.receive(1, Optional.empty(), Optional.of(Duration.ofSeconds(20)));

        queues.timers().advance(Duration.ofSeconds(5));

        assertThat(Queues.now(waiting)).hasSize(1);
    }

    @Test
    void longPoll_returnsNothingAfterItsWait() {
        CompletionStage<List<Message>> waiting =
                queue.receive(1, Optional.empty(), Optional.of(Duration.ofSeconds(20)));

        queues.timers().advance(Duration.ofSeconds(20));
        queues.send(queue, "a");

        assertThat(Queues.now(waiting)).isEmpty();
        assertThat(queues.bodies(queue)).as("is not given to one that has gone").containsExactly("a");
    }

    @Test
    void messageReceivedTooOften_isADeadLetterAndCanBeMovedBack() {
        MessageQueue dead = queues.create("dead", Map.of());
        MessageQueue source = queues.create("source", Map.of("RedrivePolicy", """
                {"deadLetterTargetArn": "%s", "maxReceiveCount": 2}""".formatted(dead.arn())));
        queues.send(source, "poison", "good");
        queues.receive(source).stream()
                .filter(message -> message.body().equals("good"))
                .forEach(message -> source.delete(message.receipt().orElseThrow()));
        queues.timers().advance(Duration.ofSeconds(30));
        assertThat(queues.bodies(source)).containsExactly("poison");
        queues.timers().advance(Duration.ofSeconds(30));

        assertThat(queues.receive(source)).isEmpty();
        assertThat(dead.messages()).extracting(Message::body).containsExactly("poison");
        assertThat(dead.messages().getFirst().source()).hasValue(source.arn());

        assertThat(queues.sqs().move(dead.arn(), Optional.empty())).isOne();
        assertThat(dead.messages()).isEmpty();
        assertThat(queues.receive(source).getFirst().receives()).isOne();
    }

    @Test
    void messages_expireAfterTheRetentionPeriod() {
        MessageQueue brief = queues.create("brief", Map.of("MessageRetentionPeriod", "60"));
        queues.send(brief, "a");

        queues.timers().advance(Duration.ofSeconds(61));

        assertThat(queues.receive(brief)).isEmpty();
    }

    @Test
    void queuesAndMessages_surviveARestart() {
        queues.send(queue, "a", "b");
        queue.delete(queues.receive(queue).getFirst().receipt().orElseThrow());

        queues.restart();
        MessageQueue again = queues.sqs().get("work");
        assertThat(queues.receive(again)).as("b is still hidden").isEmpty();
        queues.timers().advance(Duration.ofSeconds(30));

        assertThat(queues.bodies(again)).containsExactly("b");
    }

    @Test
    void create_again_returnsTheQueueUnlessAnAttributeDiffers() {
        assertThat(queues.create("work", Map.of("VisibilityTimeout", "30"))).isSameAs(queue);
        assertRefused("QueueNameExists", () -> queues.create("work", Map.of("VisibilityTimeout", "31")));
    }

    @Test
    void badRequests_areRefusedByName() {
        assertRefused("InvalidParameterValue", () -> queues.create("work.fifo", Map.of()));
        assertRefused("InvalidAttributeName", () -> queues.create("x", Map.of("FifoQueue", "true")));
        assertRefused("InvalidAttributeValue", () -> queues.create("x", Map.of("DelaySeconds", "901")));
        assertRefused("InvalidAttributeValue", () -> queues.create("x", Map.of("RedrivePolicy", "{}")));
        assertRefused("QueueDoesNotExist", () -> queues.sqs().get("x"));
        assertRefused("InvalidParameterValue", () -> queues.send(queue, ""));
        assertRefused("InvalidParameterValue", () -> queues.send(queue, "x".repeat(262_145)));
        assertRefused("InvalidParameterValue", () -> queue.receive(11, Optional.empty(), Optional.empty()));
    }

    @Test
    void faultyDelivery_losesNothingWhileItRepeatsAndReorders() {
        Queues faulty = new Queues(new FaultyDelivery(3, 0.3));
        MessageQueue target = faulty.create("work", Map.of());
        List<String> sent = java.util.stream.IntStream.range(0, 200)
                .mapToObj(Integer::toString)
                .toList();
        faulty.send(target, sent.toArray(String[]::new));

        List<String> delivered = new ArrayList<>();
        List<String> bodies = faulty.bodies(target);
        while (!bodies.isEmpty()) {
            delivered.addAll(bodies);
            bodies = faulty.bodies(target);
        }

        assertThat(delivered).containsAll(sent).hasSizeGreaterThan(220);
        assertThat(delivered.stream().distinct()).isNotEqualTo(sent);
    }

    @Test
    void checksums_areThoseOfTheDocumentedAlgorithm() {
        assertThat(Checksums.ofBody("This is a test message")).isEqualTo("fafb00f5732ab283681e124bf8747ed1");
        assertThat(Checksums.ofAttributes(Map.of("a", new MessageAttribute("String", "b"))))
                .isNotEqualTo(Checksums.ofAttributes(Map.of("a", new MessageAttribute("Binary", "Yg=="))));
    }
}
