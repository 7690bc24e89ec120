package farebox.models.ssm;

import farebox.models.signature.EncodedKeys;
import java.util.Optional;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterAlreadyExistsException;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/**
 * Makes the keys of signatures: a SecureString that only publishers may read, and the public key beside it. They are
 * written once and never over.
 */
public final class SsmKeyPair {
    private final SsmClient client;
    private final String signing;
    private final String verification;

    /**
     * @param signing parameter of the private key
     * @param verification parameter of the public key
     */
    public SsmKeyPair(SsmClient client, String signing, String verification) {
        this.client = client;
        this.signing = signing;
        this.verification = verification;
    }

    /** Makes the candidate the keys unless there are some. Of two candidates at once, one wins. */
    public void ensure(EncodedKeys candidate) {
        if (find(verification).isEmpty()) {
            keep(signing, ParameterType.SECURE_STRING, candidate.secret());
            EncodedKeys winner = EncodedKeys.read(KeyParameter.require(
                    () -> client.getParameter(get -> get.name(signing).withDecryption(true))));
            keep(verification, ParameterType.STRING, winner.open());
        }
    }

    private Optional<String> find(String parameter) {
        return KeyParameter.find(() -> client.getParameter(get -> get.name(parameter)));
    }

    private void keep(String parameter, ParameterType type, String value) {
        boolean _ = KeyParameter.call(() -> {
            try {
                client.putParameter(
                        put -> put.name(parameter).type(type).value(value).overwrite(false));
                return true;
            } catch (ParameterAlreadyExistsException e) {
                return false;
            }
        });
    }
}
