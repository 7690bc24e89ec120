package farebox.aws;

import java.time.Duration;
import java.util.function.Consumer;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;

/**
 * Builds the clients of AWS's services, all with the same HTTP client, timeouts and retries; region, credentials and
 * endpoint come from the environment, as always with the SDK.
 *
 * <p>Building one opens no connection, so it may happen before a snapshot is taken. A connection that was open in the
 * snapshot is not used after a restore: it has been idle for longer than the pool keeps connections, or it turns out to
 * be closed and the request is sent again.
 */
public final class AwsClients {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);

    /** Without a byte; a table responds within milliseconds, and a bucket sends large objects in pieces. */
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(2);

    private static final Duration MAX_IDLE = Duration.ofSeconds(20);
    private static final int MAX_CONNECTIONS = 64;
    private static final int MAX_ATTEMPTS = 4;

    private AwsClients() {}

    /**
     * @param builder of a service's client, as yet without settings
     * @param <C> the client
     */
    public static <C, B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>> C build(B builder) {
        return build(builder, _ -> {});
    }

    /**
     * As {@link #build(AwsClientBuilder)}.
     *
     * @param timeout for a whole request, its retries included
     */
    public static <C, B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>> C build(
            B builder, Duration timeout) {
        return build(builder, config -> config.apiCallTimeout(timeout));
    }

    private static <C, B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>> C build(
            B builder, Consumer<ClientOverrideConfiguration.Builder> more) {
        return builder.httpClientBuilder(Apache5HttpClient.builder()
                        .connectionTimeout(CONNECT_TIMEOUT)
                        .socketTimeout(READ_TIMEOUT)
                        .connectionMaxIdleTime(MAX_IDLE)
                        .maxConnections(MAX_CONNECTIONS)
                        .tlsSocketStrategy(TlsOnDemand.PLATFORM))
                .overrideConfiguration(config -> {
                    config.retryStrategy(retry -> retry.maxAttempts(MAX_ATTEMPTS));
                    more.accept(config);
                })
                .build();
    }
}
