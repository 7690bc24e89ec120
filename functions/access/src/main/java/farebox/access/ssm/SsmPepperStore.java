package farebox.access.ssm;

import farebox.access.Pepper;
import farebox.access.PepperStore;
import farebox.aws.AwsRequests;
import farebox.kernel.DataCorrupted;
import farebox.kernel.Unavailable;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterAlreadyExistsException;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** The pepper in Systems Manager. It is written once and never over: another pepper would end every key. */
public final class SsmPepperStore implements PepperStore {
    private static final Duration DEFAULT_RETRY = Duration.ofSeconds(1);

    private final SsmClient client;
    private final String parameter;

    public SsmPepperStore(SsmClient client, String parameter) {
        this.client = client;
        this.parameter = parameter;
    }

    @Override
    public Optional<Pepper> find() {
        return call(this::read);
    }

    private Optional<Pepper> read() {
        try {
            return Optional.of(
                    decoded(client.getParameter(get -> get.name(parameter).withDecryption(true))
                            .parameter()
                            .value()));
        } catch (ParameterNotFoundException e) {
            return Optional.empty();
        }
    }

    @Override
    public Pepper findOrKeep(Pepper candidate) {
        return find().orElseGet(() -> call(() -> kept(candidate)) ? candidate : winner());
    }

    private boolean kept(Pepper candidate) {
        try {
            client.putParameter(put -> put.name(parameter)
                    .type(ParameterType.SECURE_STRING)
                    .value(Base64.getEncoder().encodeToString(candidate.bytes()))
                    .overwrite(false));
            return true;
        } catch (ParameterAlreadyExistsException e) {
            return false;
        }
    }

    /** What somebody else wrote a moment ago may take a moment to be seen. */
    private Pepper winner() {
        return find().orElseThrow(() -> new Unavailable("the pepper is being made; try again", DEFAULT_RETRY));
    }

    /** The parser's exception is dropped, since it quotes the secret. */
    private static Pepper decoded(String value) {
        try {
            return Pepper.of(Base64.getDecoder().decode(value));
        } catch (IllegalArgumentException e) {
            throw new DataCorrupted("the pepper is not 32 bytes in base64");
        }
    }

    private static <T> T call(Supplier<T> request) {
        return AwsRequests.call("the store of the pepper did not answer; try again", request);
    }
}
