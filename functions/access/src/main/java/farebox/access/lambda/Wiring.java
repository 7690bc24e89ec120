package farebox.access.lambda;

import farebox.access.AuthenticateKey;
import farebox.access.CachedPepperStore;
import farebox.access.dynamo.DynamoAccessStore;
import farebox.access.ssm.SsmPepperStore;
import farebox.http.ErrorBodies;
import farebox.http.Json;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * All parts of the authorizer. Building them opens no connection and reads no secret, so a snapshot holds neither; what
 * is remembered after it is measured by the clock, which is right after a restore.
 */
record Wiring(AuthenticateKey check, AuthorizerResponses responses) {
    /** A caller waits for the check before anything else is done, and the authorizer has five seconds for all of it. */
    private static final ClientOverrideConfiguration TIMEOUT = ClientOverrideConfiguration.builder()
            .apiCallAttemptTimeout(Duration.ofMillis(1_500))
            .apiCallTimeout(Duration.ofSeconds(4))
            .build();

    static Wiring of(Map<String, String> environment) {
        return new Wiring(
                check(Settings.from(environment), InstantSource.system()),
                new AuthorizerResponses(new ErrorBodies(new Json())));
    }

    static AuthenticateKey check(Settings settings, InstantSource clock) {
        DynamoDbClient dynamo = DynamoDbClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(TIMEOUT)
                .build();
        SsmClient ssm = SsmClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(TIMEOUT)
                .build();
        return new AuthenticateKey(
                new DynamoAccessStore(dynamo, settings.accessTable()),
                new CachedPepperStore(new SsmPepperStore(ssm, settings.pepperParameter())),
                clock);
    }
}
