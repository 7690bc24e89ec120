package farebox.models.ssm;

import farebox.aws.AwsClients;
import farebox.models.signature.EncodedKeys;
import java.security.PrivateKey;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ssm.SsmClient;

/** The private key of signatures, for who publishes; asked for each time and not kept. */
public final class SsmSigningKey implements Supplier<PrivateKey> {
    private final SsmClient client;
    private final String parameter;

    public SsmSigningKey(SsmClient client, String parameter) {
        this.client = client;
        this.parameter = parameter;
    }

    /** In the account and region that the environment names; nothing is opened before the first use. */
    public static SsmSigningKey connect(String parameter) {
        return new SsmSigningKey(AwsClients.build(SsmClient.builder()), parameter);
    }

    @Override
    public PrivateKey get() {
        return EncodedKeys.read(KeyParameter.require(
                        () -> client.getParameter(get -> get.name(parameter).withDecryption(true))))
                .privateKey();
    }
}
