package farebox.access.lambda;

import farebox.access.CheckKey;
import farebox.access.RememberedPeppers;
import farebox.access.dynamo.DynamoAccessStore;
import farebox.access.ssm.SsmPeppers;
import farebox.edge.Json;
import farebox.edge.Refusals;
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
record Wiring(CheckKey check, PolicyAnswers answers) {
    /** A caller waits for the check before anything else is done, and the authorizer has five seconds for all of it. */
    private static final ClientOverrideConfiguration PATIENCE = ClientOverrideConfiguration.builder()
            .apiCallAttemptTimeout(Duration.ofMillis(1_500))
            .apiCallTimeout(Duration.ofSeconds(4))
            .build();

    static Wiring of(Map<String, String> environment) {
        return new Wiring(
                check(Settings.from(environment), InstantSource.system()), new PolicyAnswers(new Refusals(new Json())));
    }

    static CheckKey check(Settings settings, InstantSource clock) {
        DynamoDbClient dynamo = DynamoDbClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(PATIENCE)
                .build();
        SsmClient ssm = SsmClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(PATIENCE)
                .build();
        return new CheckKey(
                new DynamoAccessStore(dynamo, settings.accessTable()),
                new RememberedPeppers(new SsmPeppers(ssm, settings.pepperParameter())),
                clock);
    }
}
