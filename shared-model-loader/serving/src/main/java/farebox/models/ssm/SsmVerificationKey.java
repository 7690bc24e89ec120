package farebox.models.ssm;

import farebox.aws.AwsClients;
import farebox.models.signature.EncodedKeys;
import java.security.PublicKey;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssm.SsmClient;

/** The public key of signatures, asked for once: other keys would end every version. */
public final class SsmVerificationKey implements Supplier<PublicKey> {
    private final SsmClient client;
    private final String parameter;

    /** Null until it is known; the same for ever. */
    private volatile @Nullable PublicKey known;

    public SsmVerificationKey(SsmClient client, String parameter) {
        this.client = client;
        this.parameter = parameter;
    }

    /** In the account and region that the environment names; nothing is opened before the first use. */
    public static SsmVerificationKey connect(String parameter) {
        return new SsmVerificationKey(AwsClients.build(SsmClient.builder()), parameter);
    }

    @Override
    public PublicKey get() {
        PublicKey key = known;
        if (key == null) {
            key = EncodedKeys.verification(KeyParameter.require(() -> client.getParameter(get -> get.name(parameter))));
            known = key;
        }
        return key;
    }
}
