package farebox.queue.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.kernel.Unavailable;
import farebox.local.awsjson.ServiceFixture;
import farebox.local.sqs.Delivery;
import farebox.local.sqs.Message;
import farebox.local.sqs.MessageAttribute;
import farebox.local.sqs.Queues;
import farebox.local.sqs.awsjson.SqsApi;
import farebox.queue.DeadLetter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Over the SDK and the emulator's queues. */
final class SqsDeadLettersTest {
    private final Queues queues = new Queues(Delivery.inOrder());
    private final ServiceFixture server =
            new ServiceFixture(List.of(new SqsApi(queues.sqs(), "http://127.0.0.1/000000000000/").service()));
    private final SqsClient client = server.client(SqsClient.builder());
    private final SqsDeadLetters deadLetters = new SqsDeadLetters(
            client, client.createQueue(create -> create.queueName("dead")).queueUrl());

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Test
    void deadLetter_saysWhyInTheAttributesOfAnEventThatWasNotDelivered() {
        deadLetters.send(new DeadLetter("m-1", "{}", 5, "IllegalStateException", "the table is gone"));

        Message message = message();
        assertThat(message.body()).isEqualTo("{}");
        assertThat(message.attributes())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "MESSAGE_ID", new MessageAttribute("String", "m-1"),
                        "ERROR_CODE", new MessageAttribute("String", "IllegalStateException"),
                        "ERROR_MESSAGE", new MessageAttribute("String", "the table is gone"),
                        "RETRY_ATTEMPTS", new MessageAttribute("Number", "5")));
    }

    @Test
    void reason_isCutToWhatAnAttributeMayHave() {
        deadLetters.send(new DeadLetter("m-1", "{}", 5, "IllegalStateException", "\u0000\uD800" + "x".repeat(5000)));

        assertThat(attribute(message(), "ERROR_MESSAGE")).startsWith("  xxx").hasSize(1024);
    }

    @Test
    void errorWithoutAMessage_hasItsType() {
        deadLetters.send(new DeadLetter("m-1", "{}", 5, "StackOverflowError", ""));

        assertThat(message().attributes()).containsKey("ERROR_CODE").doesNotContainKey("ERROR_MESSAGE");
    }

    @Test
    void queueThatIsGone_isUnavailable() {
        server.close();

        assertThatExceptionOfType(Unavailable.class)
                .isThrownBy(() -> deadLetters.send(new DeadLetter("m-1", "{}", 5, "IllegalStateException", "")));
    }

    private Message message() {
        return queues.receive(queues.sqs().get("dead")).getFirst();
    }

    private static String attribute(Message message, String name) {
        return Objects.requireNonNull(message.attributes().get(name)).value();
    }
}
