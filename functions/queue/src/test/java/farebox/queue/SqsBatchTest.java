package farebox.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.databind.json.JsonMapper;
import farebox.kernel.Unavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class SqsBatchTest {
    private static final int MAX_RECEIVES = 5;

    private final List<DeadLetter> deadLetters = new ArrayList<>();
    private final SqsBatch batch = batch(deadLetters::add);

    @Test
    void messagesThatFail_areNamedAndKeepNoOtherBack() {
        List<String> handled = new ArrayList<>();

        List<BatchItemFailure> failures = batch.handle(event("1", "no JSON", "2", "3"), message -> {
                    handled.add(new JsonMapper().readTree(message.getBody()).asText());
                    if (message.getBody().equals("2")) {
                        throw new IllegalStateException("not now");
                    }
                })
                .getBatchItemFailures();

        assertThat(handled).containsExactly("1", "2", "3");
        assertThat(failures)
                .extracting(BatchItemFailure::getItemIdentifier)
                .containsExactly("id of no JSON", "id of 2");
    }

    @Test
    void messageThatFailsForTheLastTime_isADeadLetterThatSaysWhy() {
        List<BatchItemFailure> failures = batch.handle(received("a", MAX_RECEIVES), _ -> {
                    throw new IllegalStateException("the table is gone");
                })
                .getBatchItemFailures();

        assertThat(deadLetters)
                .containsExactly(
                        new DeadLetter("id of a", "a", MAX_RECEIVES, "IllegalStateException", "the table is gone"));
        assertThat(failures).as("messages that are delivered again").isEmpty();
    }

    @Test
    void messageThatFailsBeforeItsLastTime_isDeliveredAgain() {
        List<BatchItemFailure> failures = batch.handle(received("a", MAX_RECEIVES - 1), _ -> {
                    throw new IllegalStateException("not now");
                })
                .getBatchItemFailures();

        assertThat(failures).hasSize(1);
        assertThat(deadLetters).isEmpty();
    }

    @Test
    void deadLetterThatCannotBeSent_isLeftToTheQueue() {
        SqsBatch unreachable = batch(_ -> {
            throw new Unavailable("no queue", Duration.ZERO);
        });

        List<BatchItemFailure> failures = unreachable
                .handle(received("a", MAX_RECEIVES), _ -> {
                    throw new IllegalStateException("the table is gone");
                })
                .getBatchItemFailures();

        assertThat(failures).hasSize(1);
    }

    @Test
    void messageThatSucceedsAtTheLastTime_isNoDeadLetter() {
        assertThat(batch.handle(received("a", MAX_RECEIVES), _ -> {}).getBatchItemFailures())
                .isEmpty();
        assertThat(deadLetters).isEmpty();
    }

    private static SqsBatch batch(DeadLetters deadLetters) {
        return new SqsBatch(
                LoggerFactory.getLogger(SqsBatchTest.class),
                "message_failed",
                new RedrivePolicy(MAX_RECEIVES, deadLetters));
    }

    private static SQSEvent received(String body, int times) {
        SQSEvent event = event(body);
        event.getRecords().getFirst().setAttributes(Map.of("ApproximateReceiveCount", Integer.toString(times)));
        return event;
    }

    private static SQSEvent event(String... bodies) {
        SQSEvent event = new SQSEvent();
        event.setRecords(Stream.of(bodies).map(SqsBatchTest::message).toList());
        return event;
    }

    private static SQSEvent.SQSMessage message(String body) {
        SQSEvent.SQSMessage message = new SQSEvent.SQSMessage();
        message.setMessageId("id of " + body);
        message.setBody(body);
        return message;
    }
}
