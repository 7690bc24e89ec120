package farebox.queue.sqs;

import farebox.aws.AwsClients;
import farebox.aws.AwsRequests;
import farebox.kernel.Environment;
import farebox.queue.DeadLetter;
import farebox.queue.DeadLetters;
import farebox.queue.RedrivePolicy;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/**
 * Sends dead letters with the message attributes that EventBridge gives its own: {@code ERROR_CODE},
 * {@code ERROR_MESSAGE} and {@code RETRY_ATTEMPTS}; {@code MESSAGE_ID} is the message's id in the queue that it came
 * from.
 */
public final class SqsDeadLetters implements DeadLetters {
    private static final String QUEUE = "DEAD_LETTER_QUEUE";
    private static final String MAX_RECEIVES = "MAX_RECEIVES";

    /** As much as Lambda keeps of an error in a dead letter of its own. */
    private static final int MAX_REASON = 1024;

    /** What the value of an attribute must not have: SQS takes the characters of XML 1.0 only. */
    private static final Pattern CONTROL = Pattern.compile("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD]");

    private final SqsClient sqs;
    private final String url;

    public SqsDeadLetters(SqsClient sqs, String url) {
        this.sqs = sqs;
        this.url = url;
    }

    /**
     * In the account and region that the environment names; nothing is opened before the first use.
     *
     * @param variables with DEAD_LETTER_QUEUE, a URL, and MAX_RECEIVES
     */
    public static RedrivePolicy connect(Map<String, String> variables) {
        Environment environment = Environment.requiring(variables, QUEUE, MAX_RECEIVES);
        return new RedrivePolicy(
                Integer.parseInt(environment.value(MAX_RECEIVES)),
                new SqsDeadLetters(AwsClients.build(SqsClient.builder()), environment.value(QUEUE)));
    }

    @Override
    public void send(DeadLetter letter) {
        Map<String, MessageAttributeValue> attributes = new TreeMap<>();
        attributes.put("MESSAGE_ID", attribute("String", letter.messageId()));
        attributes.put("ERROR_CODE", attribute("String", letter.code()));
        attributes.put("RETRY_ATTEMPTS", attribute("Number", Integer.toString(letter.receives())));
        String reason = reason(letter);
        if (!reason.isEmpty()) {
            attributes.put("ERROR_MESSAGE", attribute("String", reason));
        }
        AwsRequests.run(
                "the queue of dead letters does not respond",
                () -> sqs.sendMessage(
                        send -> send.queueUrl(url).messageBody(letter.body()).messageAttributes(attributes)));
    }

    private static String reason(DeadLetter letter) {
        String reason = CONTROL.matcher(letter.reason()).replaceAll(" ");
        return reason.substring(0, Math.min(reason.length(), MAX_REASON));
    }

    private static MessageAttributeValue attribute(String type, String value) {
        return MessageAttributeValue.builder().dataType(type).stringValue(value).build();
    }
}
