package farebox.access.aws;

import farebox.access.AuthenticateKey;
import farebox.access.CachedPepperStore;
import farebox.access.dynamo.DynamoAccessStore;
import farebox.access.ssm.SsmPepperStore;
import farebox.aws.AwsClients;
import farebox.kernel.Environment;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * The check of API keys. Building it opens no connection and reads no secret, so a snapshot holds neither; what is
 * cached afterwards expires by the clock, which is right after a restore.
 */
public final class AccessFactory {
    private static final String ACCESS_TABLE = "ACCESS_TABLE";
    private static final String PEPPER_PARAMETER = "PEPPER_PARAMETER";

    /** A caller waits for the check before anything else is done, and the authorizer has five seconds for all of it. */
    private static final Duration TIMEOUT = Duration.ofSeconds(4);

    private AccessFactory() {}

    /**
     * @param variables with ACCESS_TABLE and PEPPER_PARAMETER
     * @throws IllegalArgumentException if one is missing; names every one
     */
    public static AuthenticateKey authenticateKey(Map<String, String> variables, InstantSource clock) {
        Environment environment = Environment.requiring(variables, ACCESS_TABLE, PEPPER_PARAMETER);
        DynamoDbClient dynamo = AwsClients.build(DynamoDbClient.builder(), TIMEOUT);
        SsmClient ssm = AwsClients.build(SsmClient.builder(), TIMEOUT);
        return new AuthenticateKey(
                new DynamoAccessStore(dynamo, environment.value(ACCESS_TABLE)),
                new CachedPepperStore(new SsmPepperStore(ssm, environment.value(PEPPER_PARAMETER))),
                clock);
    }
}
