package farebox.billing.dynamo;

import java.time.Duration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The client of functions for DynamoDB; nothing is opened before the first use. */
public final class BillingTables {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration TRY_TIMEOUT = Duration.ofSeconds(2);
    private static final int MAX_ATTEMPTS = 5;

    private BillingTables() {}

    public static DynamoDbClient connect() {
        return DynamoDbClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT_TIMEOUT)
                        .socketTimeout(TRY_TIMEOUT))
                .overrideConfiguration(config -> config.apiCallAttemptTimeout(TRY_TIMEOUT)
                        .retryStrategy(retry -> retry.maxAttempts(MAX_ATTEMPTS)))
                .build();
    }
}
