package farebox.local.sqs;

import farebox.local.host.ServiceException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The attributes of a queue that its owner sets.
 *
 * @param given as they were set, by the names of the API
 */
public record QueueSettings(
        Map<String, String> given,
        Duration visibilityTimeout,
        Duration delay,
        Duration retention,
        Duration receiveWait,
        int maxMessageBytes,
        Optional<Redrive> redrive) {
    /** Beyond those that are read: what changes nothing on a laptop. */
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "KmsMasterKeyId", "KmsDataKeyReusePeriodSeconds", "SqsManagedSseEnabled", "Policy", "RedriveAllowPolicy");

    private static final Set<String> READ = Set.of(
            "VisibilityTimeout",
            "DelaySeconds",
            "MessageRetentionPeriod",
            "ReceiveMessageWaitTimeSeconds",
            "MaximumMessageSize",
            "RedrivePolicy");
    private static final Pattern TARGET = Pattern.compile("\"deadLetterTargetArn\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern COUNT = Pattern.compile("\"maxReceiveCount\"\\s*:\\s*\"?([0-9]+)\"?");

    /** @param maxReceives receives after which a message goes to the queue with the ARN */
    public record Redrive(String deadLetterArn, int maxReceives) {}

    /** @throws ServiceException {@code InvalidAttributeName}, {@code InvalidAttributeValue} */
    public static QueueSettings of(Map<String, String> attributes) {
        for (String name : attributes.keySet()) {
            if (!READ.contains(name) && !WITHOUT_EFFECT.contains(name)) {
                throw new ServiceException("InvalidAttributeName", "The attribute " + name + " is not supported.");
            }
        }
        return new QueueSettings(
                Map.copyOf(attributes),
                Duration.ofSeconds(number(attributes, "VisibilityTimeout", 30, 43_200)),
                Duration.ofSeconds(number(attributes, "DelaySeconds", 0, 900)),
                Duration.ofSeconds(number(attributes, "MessageRetentionPeriod", 345_600, 1_209_600)),
                Duration.ofSeconds(number(attributes, "ReceiveMessageWaitTimeSeconds", 0, 20)),
                number(attributes, "MaximumMessageSize", 262_144, 1_048_576),
                Optional.ofNullable(attributes.get("RedrivePolicy"))
                        .filter(policy -> !policy.isEmpty())
                        .map(QueueSettings::redrive));
    }

    QueueSettings with(Map<String, String> changed) {
        Map<String, String> merged = new TreeMap<>(given);
        merged.putAll(changed);
        return of(merged);
    }

    /** The values that a client reads, defaults included. */
    public Map<String, String> described() {
        Map<String, String> described = new TreeMap<>(given);
        described.put("VisibilityTimeout", Long.toString(visibilityTimeout.toSeconds()));
        described.put("DelaySeconds", Long.toString(delay.toSeconds()));
        described.put("MessageRetentionPeriod", Long.toString(retention.toSeconds()));
        described.put("ReceiveMessageWaitTimeSeconds", Long.toString(receiveWait.toSeconds()));
        described.put("MaximumMessageSize", Integer.toString(maxMessageBytes));
        return described;
    }

    private static int number(Map<String, String> attributes, String name, int otherwise, int max) {
        String given = attributes.getOrDefault(name, Integer.toString(otherwise));
        try {
            int value = Integer.parseInt(given);
            if (value >= 0 && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new ServiceException("InvalidAttributeValue", name + " must be a number, not '" + given + "'.");
        }
        throw new ServiceException(
                "InvalidAttributeValue", name + " must be from 0 to " + max + ", not " + given + ".");
    }

    private static Redrive redrive(String policy) {
        Matcher target = TARGET.matcher(policy);
        Matcher count = COUNT.matcher(policy);
        if (target.find() && count.find() && Integer.parseInt(count.group(1)) > 0) {
            return new Redrive(target.group(1), Integer.parseInt(count.group(1)));
        }
        throw new ServiceException(
                "InvalidAttributeValue", "RedrivePolicy must have deadLetterTargetArn and maxReceiveCount: " + policy);
    }
}
