package farebox.http.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class SqsBatchTest {
    private final SqsBatch batch = new SqsBatch(LoggerFactory.getLogger(SqsBatchTest.class), "message_failed");

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
