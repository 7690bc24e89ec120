package farebox.models.ssm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParameterRequest;
import software.amazon.awssdk.services.ssm.model.GetParameterResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterAlreadyExistsException;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.PutParameterRequest;
import software.amazon.awssdk.services.ssm.model.PutParameterResponse;

/** Parameters of Systems Manager, which gives a secret only to who asks for it decrypted. */
final class FakeSsm implements SsmClient {
    private final Map<String, Parameter> parameters = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private boolean silent;

    void fallSilent() {
        silent = true;
    }

    void holds(String name, ParameterType type, String value) {
        parameters.put(
                name, Parameter.builder().name(name).type(type).value(value).build());
    }

    Parameter parameter(String name) {
        return Objects.requireNonNull(parameters.get(name), name);
    }

    /** The names that were asked for, in that order. */
    List<String> asked() {
        return asked;
    }

    @Override
    public GetParameterResponse getParameter(GetParameterRequest request) {
        requireAnswering();
        asked.add(request.name());
        Parameter found = parameters.get(request.name());
        if (found == null) {
            throw ParameterNotFoundException.builder().message(request.name()).build();
        }
        boolean hidden = found.type() == ParameterType.SECURE_STRING && !Boolean.TRUE.equals(request.withDecryption());
        Parameter shown = hidden ? found.copy(parameter -> parameter.value("encrypted")) : found;
        return GetParameterResponse.builder().parameter(shown).build();
    }

    @Override
    public PutParameterResponse putParameter(PutParameterRequest request) {
        requireAnswering();
        if (parameters.containsKey(request.name()) && !Boolean.TRUE.equals(request.overwrite())) {
            throw ParameterAlreadyExistsException.builder()
                    .message(request.name())
                    .build();
        }
        holds(request.name(), request.type(), request.value());
        return PutParameterResponse.builder().build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}

    private void requireAnswering() {
        if (silent) {
            throw SdkClientException.create("Unable to execute HTTP request: connection refused");
        }
    }
}
