package farebox.cli.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.marketplacemetering.MarketplaceMeteringClient;
import software.amazon.awssdk.services.marketplacemetering.MarketplaceMeteringClientBuilder;
import software.amazon.awssdk.services.marketplacemetering.model.BatchMeterUsageResponse;
import software.amazon.awssdk.services.marketplacemetering.model.UsageRecord;
import software.amazon.awssdk.services.marketplacemetering.model.UsageRecordResult;

/**
 * Sends usage to AWS Marketplace by <a
 * href="https://docs.aws.amazon.com/marketplace/latest/APIReference/API_marketplace-metering_BatchMeterUsage.html">BatchMeterUsage</a>
 * and reads the status of each record. AWS Marketplace meters a customer, dimension and time once, so that what is sent
 * again is not billed again.
 */
public final class MarketplaceUsage {
    private static final int MAX_ATTEMPTS = 4;
    private static final int CLIENT_ERRORS = 400;
    private static final int SERVER_ERRORS = 500;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final MarketplaceMeteringClient client;
    private final Duration pause;

    /** @param pause before what was not processed is sent again; twice as long each time */
    public MarketplaceUsage(MarketplaceMeteringClient client, Duration pause) {
        this.client = client;
        this.pause = pause;
    }

    /**
     * With the credentials of the environment, in the region where AWS Marketplace meters SaaS products.
     *
     * @param receiver instead of AWS Marketplace itself
     */
    public static MarketplaceUsage connect(Optional<URI> receiver) {
        MarketplaceMeteringClientBuilder builder = MarketplaceMeteringClient.builder()
                .region(Region.US_EAST_1)
                .httpClientBuilder(UrlConnectionHttpClient.builder());
        receiver.ifPresent(builder::endpointOverride);
        return new MarketplaceUsage(builder.build(), FIRST_PAUSE);
    }

    /** A record and what became of it. */
    public record SentRecord(UsageRecord usage, SendStatus status) {}

    /**
     * Records are taken one by one if the call is refused for one of them.
     *
     * @param call a line of the export: the body of one call
     * @throws IllegalArgumentException if it is none
     */
    public List<SentRecord> send(String call) throws InterruptedException {
        JsonNode body = read(call);
        String product = body.path("ProductCode").asText();
        List<UsageRecord> records = StreamSupport.stream(
                        body.path("UsageRecords").spliterator(), false)
                .map(MarketplaceUsage::usage)
                .toList();
        return send(product, records);
    }

    private List<SentRecord> send(String product, List<UsageRecord> records) throws InterruptedException {
        List<SentRecord> sent = new ArrayList<>();
        List<UsageRecord> left = records;
        Duration wait = pause;
        for (int attempt = 1; !left.isEmpty() && attempt <= MAX_ATTEMPTS; attempt++) {
            if (attempt > 1) {
                Thread.sleep(wait);
                wait = wait.multipliedBy(2);
            }
            Answer answer = meter(product, left);
            sent.addAll(answer.sent());
            left = answer.unprocessed();
        }
        left.forEach(usage -> sent.add(new SentRecord(usage, new SendStatus.NotSent("not processed"))));
        return List.copyOf(sent);
    }

    private record Answer(List<SentRecord> sent, List<UsageRecord> unprocessed) {}

    private Answer meter(String product, List<UsageRecord> records) throws InterruptedException {
        try {
            BatchMeterUsageResponse response =
                    client.batchMeterUsage(call -> call.productCode(product).usageRecords(records));
            List<SentRecord> sent = response.results().stream()
                    .map(result -> new SentRecord(result.usageRecord(), status(result)))
                    .toList();
            return new Answer(sent, response.unprocessedRecords());
        } catch (AwsServiceException e) {
            return refused(product, records, e);
        } catch (SdkException e) {
            return new Answer(all(records, new SendStatus.NotSent(String.valueOf(e.getMessage()))), List.of());
        }
    }

    /** The call is refused as a whole if one record is wrong. */
    private Answer refused(String product, List<UsageRecord> records, AwsServiceException e)
            throws InterruptedException {
        String reason =
                e.awsErrorDetails().errorCode() + " " + e.awsErrorDetails().errorMessage();
        if (!isFinal(e)) {
            return new Answer(all(records, new SendStatus.NotSent(reason)), List.of());
        }
        if (records.size() == 1) {
            return new Answer(all(records, new SendStatus.Rejected(reason)), List.of());
        }
        List<SentRecord> sent = new ArrayList<>();
        for (UsageRecord usage : records) {
            sent.addAll(send(product, List.of(usage)));
        }
        return new Answer(sent, List.of());
    }

    private static boolean isFinal(AwsServiceException e) {
        return e.statusCode() >= CLIENT_ERRORS && e.statusCode() < SERVER_ERRORS && !e.isThrottlingException();
    }

    private static List<SentRecord> all(List<UsageRecord> records, SendStatus status) {
        return records.stream().map(usage -> new SentRecord(usage, status)).toList();
    }

    /** A duplicate is a record that was metered before with another quantity; the same one again is a success. */
    private static SendStatus status(UsageRecordResult result) {
        return switch (result.status()) {
            case SUCCESS -> new SendStatus.Accepted();
            case CUSTOMER_NOT_SUBSCRIBED -> new SendStatus.Rejected("the customer is not subscribed to the product");
            case DUPLICATE_RECORD ->
                new SendStatus.Rejected("another quantity was metered for this customer, dimension and hour");
            case UNKNOWN_TO_SDK_VERSION -> new SendStatus.Rejected(result.statusAsString());
        };
    }

    private static UsageRecord usage(JsonNode json) {
        return UsageRecord.builder()
                .timestamp(Instant.ofEpochSecond(json.path("Timestamp").asLong()))
                .customerIdentifier(json.path("CustomerIdentifier").asText())
                .dimension(json.path("Dimension").asText())
                .quantity(json.path("Quantity").asInt())
                .build();
    }

    private static JsonNode read(String call) {
        try {
            return MAPPER.readTree(call);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a line of an export: " + call, e);
        }
    }
}
