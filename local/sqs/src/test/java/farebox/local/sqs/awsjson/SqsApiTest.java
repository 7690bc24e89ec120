package farebox.local.sqs.awsjson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.local.awsjson.ServiceFixture;
import farebox.local.sqs.Delivery;
import farebox.local.sqs.Queues;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.ReceiptHandleIsInvalidException;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/** Through the real SDK, which checks the checksums. */
final class SqsApiTest {
    private final Queues queues = new Queues(Delivery.inOrder());
    private final ServiceFixture server =
            new ServiceFixture(List.of(new SqsApi(queues.sqs(), "http://127.0.0.1/000000000000/").service()));
    private final SqsClient client = server.client(SqsClient.builder());
    private final String url = client.createQueue(
                    create -> create.queueName("work").attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "30")))
            .queueUrl();

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    private List<Message> receive() {
        return client.receiveMessage(request -> request.queueUrl(url)
                        .maxNumberOfMessages(10)
                        .messageAttributeNames("All")
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                .messages();
    }

    @Test
    void message_arrivesWithItsAttributesAndIsDeleted() {
        client.sendMessage(send -> send.queueUrl(url)
                .messageBody("héllo")
                .messageAttributes(Map.of(
                        "text",
                                MessageAttributeValue.builder()
                                        .dataType("String")
                                        .stringValue("a")
                                        .build(),
                        "bytes",
                                MessageAttributeValue.builder()
                                        .dataType("Binary")
                                        .binaryValue(SdkBytes.fromByteArray(new byte[] {0, -1}))
                                        .build())));

        Message message = receive().getFirst();
        assertThat(message.body()).isEqualTo("héllo");
        assertThat(Objects.requireNonNull(message.messageAttributes().get("bytes"))
                        .binaryValue()
                        .asByteArray())
                .containsExactly(0, -1);
        assertThat(message.attributes()).containsEntry(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "1");

        client.deleteMessage(delete -> delete.queueUrl(url).receiptHandle(message.receiptHandle()));
        queues.timers().advance(Duration.ofMinutes(1));
        assertThat(receive()).isEmpty();
    }

    @Test
    void batch_tellsWhichEntriesFailed() {
        SendMessageBatchResponse sent = client.sendMessageBatch(batch -> batch.queueUrl(url)
                .entries(
                        SendMessageBatchRequestEntry.builder()
                                .id("good")
                                .messageBody("a")
                                .build(),
                        SendMessageBatchRequestEntry.builder()
                                .id("bad")
                                .messageBody("")
                                .build()));

        assertThat(sent.successful()).extracting(each -> each.id()).containsExactly("good");
        assertThat(sent.failed()).extracting(each -> each.id()).containsExactly("bad");
        client.deleteMessageBatch(batch -> batch.queueUrl(url)
                .entries(DeleteMessageBatchRequestEntry.builder()
                        .id("x")
                        .receiptHandle(receive().getFirst().receiptHandle())
                        .build()));
        assertThat(queues.sqs().get("work").messages()).isEmpty();
    }

    @Test
    void visibility_isChanged() {
        client.sendMessage(send -> send.queueUrl(url).messageBody("a"));
        String receipt = receive().getFirst().receiptHandle();

        client.changeMessageVisibility(
                change -> change.queueUrl(url).receiptHandle(receipt).visibilityTimeout(0));

        assertThat(receive()).hasSize(1);
    }

    @Test
    void attributes_areReadAndSet() {
        client.setQueueAttributes(
                set -> set.queueUrl(url).attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "60")));
        client.sendMessage(send -> send.queueUrl(url).messageBody("a"));

        assertThat(client.getQueueAttributes(get -> get.queueUrl(url).attributeNames(QueueAttributeName.ALL))
                        .attributes())
                .containsEntry(QueueAttributeName.VISIBILITY_TIMEOUT, "60")
                .containsEntry(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "1")
                .containsEntry(QueueAttributeName.QUEUE_ARN, "arn:aws:sqs:us-east-1:000000000000:work");
    }

    @Test
    void deadLetters_areMovedBack() {
        String dead = client.createQueue(create -> create.queueName("dead")).queueUrl();
        client.setQueueAttributes(set -> set.queueUrl(url).attributes(Map.of(QueueAttributeName.REDRIVE_POLICY, """
                {"deadLetterTargetArn": "arn:aws:sqs:us-east-1:000000000000:dead", "maxReceiveCount": "1"}""")));
        client.sendMessage(send -> send.queueUrl(url).messageBody("poison"));
        receive();
        queues.timers().advance(Duration.ofSeconds(30));
        assertThat(receive()).isEmpty();
        assertThat(client.receiveMessage(request -> request.queueUrl(dead).visibilityTimeout(0))
                        .messages())
                .hasSize(1);

        assertThat(client.listDeadLetterSourceQueues(list -> list.queueUrl(dead))
                        .queueUrls())
                .containsExactly(url);
        assertThat(client.listDeadLetterSourceQueues(list -> list.queueUrl(url)).queueUrls())
                .isEmpty();

        client.startMessageMoveTask(move -> move.sourceArn("arn:aws:sqs:us-east-1:000000000000:dead"));

        assertThat(receive()).extracting(Message::body).containsExactly("poison");
    }

    @Test
    void errors_areTheClientsOwnExceptions() {
        assertThatExceptionOfType(QueueDoesNotExistException.class)
                .isThrownBy(() -> client.getQueueUrl(get -> get.queueName("none")));
        assertThatExceptionOfType(ReceiptHandleIsInvalidException.class)
                .isThrownBy(() ->
                        client.deleteMessage(delete -> delete.queueUrl(url).receiptHandle("nonsense")));
        assertThat(client.listQueues(list -> {}).queueUrls()).containsExactly(url);
        client.deleteQueue(delete -> delete.queueUrl(url));
        assertThat(client.listQueues(list -> {}).queueUrls()).isEmpty();
    }
}
