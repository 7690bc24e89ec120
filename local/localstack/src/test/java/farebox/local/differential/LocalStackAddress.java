package farebox.local.differential;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/** Where LocalStack is, and clients for it and for what is compared with it. */
final class LocalStackAddress {
    private static final String PROPERTY = "farebox.localstack";

    private LocalStackAddress() {}

    /**
     * @throws IllegalStateException if none is named, or nothing answers there: who asks for these tests wants them run
     */
    static URI asked() throws InterruptedException {
        URI endpoint = Optional.ofNullable(System.getProperty(PROPERTY))
                .map(URI::create)
                .orElseThrow(() -> new IllegalStateException("name a LocalStack: -D" + PROPERTY
                        + "=http://127.0.0.1:4566 (./farebox localstack up starts one)"));
        HttpRequest health = HttpRequest.newBuilder(endpoint.resolve("/_localstack/health"))
                .timeout(Duration.ofSeconds(10))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            int status =
                    http.send(health, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status != Outcome.OK) {
                throw new IllegalStateException("no LocalStack answers at " + endpoint + ", but " + status);
            }
        } catch (IOException e) {
            throw new IllegalStateException("no LocalStack answers at " + endpoint, e);
        }
        return endpoint;
    }

    /** A client that tries once: a request that is repeated unseen would be a step that only one side took. */
    static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder, URI endpoint) {
        return client(builder, endpoint, 1);
    }

    static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
            B builder, URI endpoint, int attempts) {
        return builder.endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(options -> options.retryStrategy(
                        retry -> retry.maxAttempts(attempts).backoffStrategy(BackoffStrategy.retryImmediately())))
                .build();
    }
}
