package farebox.access.lambda;

import farebox.access.AuthenticateKey;
import farebox.access.CachedPepperStore;
import farebox.access.dynamo.DynamoAccessStore;
import farebox.access.ssm.SsmPepperStore;
import farebox.aws.AwsClients;
import farebox.http.ErrorBodies;
import farebox.http.Json;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * All parts of the authorizer. Building them opens no connection and reads no secret, so a snapshot holds neither; what
 * is remembered after it is measured by the clock, which is right after a restore.
 */
record Wiring(AuthenticateKey check, AuthorizerResponses responses) {
    /** A caller waits for the check before anything else is done, and the authorizer has five seconds for all of it. */
    private static final Duration TIMEOUT = Duration.ofSeconds(4);

    static Wiring of(Map<String, String> environment) {
        return new Wiring(
                check(Settings.from(environment), InstantSource.system()),
                new AuthorizerResponses(new ErrorBodies(new Json())));
    }

    static AuthenticateKey check(Settings settings, InstantSource clock) {
        DynamoDbClient dynamo = AwsClients.build(DynamoDbClient.builder(), TIMEOUT);
        SsmClient ssm = AwsClients.build(SsmClient.builder(), TIMEOUT);
        return new AuthenticateKey(
                new DynamoAccessStore(dynamo, settings.accessTable()),
                new CachedPepperStore(new SsmPepperStore(ssm, settings.pepperParameter())),
                clock);
    }
}
