package farebox.access.ssm;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParameterRequest;
import software.amazon.awssdk.services.ssm.model.GetParameterResponse;
import software.amazon.awssdk.services.ssm.model.ParameterAlreadyExistsException;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.PutParameterRequest;
import software.amazon.awssdk.services.ssm.model.PutParameterResponse;

/** One parameter of Systems Manager, which gives its secret only to who asks for it decrypted. */
final class FakeSsm implements SsmClient {
    private final String name;
    private final AtomicReference<@Nullable String> value = new AtomicReference<>();
    private boolean silent;

    FakeSsm(String name) {
        this.name = name;
    }

    void fallSilent() {
        silent = true;
    }

    void holds(String text) {
        value.set(text);
    }

    @Override
    public GetParameterResponse getParameter(GetParameterRequest request) {
        requireAnswering(request.name());
        String found = value.get();
        if (found == null) {
            throw ParameterNotFoundException.builder().message(name).build();
        }
        String shown = Boolean.TRUE.equals(request.withDecryption()) ? found : "encrypted";
        return GetParameterResponse.builder()
                .parameter(parameter -> parameter.name(name).value(shown))
                .build();
    }

    @Override
    public PutParameterResponse putParameter(PutParameterRequest request) {
        requireAnswering(request.name());
        if (request.type() != ParameterType.SECURE_STRING || !Boolean.FALSE.equals(request.overwrite())) {
            throw new IllegalArgumentException("a pepper is a SecureString and is never overwritten");
        }
        if (!value.compareAndSet(null, request.value())) {
            throw ParameterAlreadyExistsException.builder().message(name).build();
        }
        return PutParameterResponse.builder().build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}

    private void requireAnswering(String asked) {
        if (silent) {
            throw SdkClientException.create("Unable to execute HTTP request: connection refused");
        }
        if (!asked.equals(name)) {
            throw new IllegalArgumentException("there is no parameter " + asked);
        }
    }
}
