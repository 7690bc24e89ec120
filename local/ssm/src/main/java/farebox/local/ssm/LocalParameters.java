package farebox.local.ssm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.local.awsjson.AwsJsonEndpoint;
import farebox.local.awsjson.AwsService;
import farebox.local.awsjson.AwsServiceException;
import farebox.local.awsjson.RequestParameters;
import farebox.local.store.LocalStore;
import farebox.local.store.SortedBytes;
import farebox.local.store.WriteBatch;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * GetParameter, PutParameter and DeleteParameter. Nothing is encrypted here: a SecureString read without decryption
 * shows something else than its value, so that code which forgets to decrypt fails here too.
 */
public final class LocalParameters {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double MILLIS = 1_000.0;
    private static final String ARN = "arn:aws:ssm:us-east-1:000000000000:parameter/";
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.\\-/]{1,1011}");
    private static final int MAX_VALUE = 4096;

    private final LocalStore store;
    private final InstantSource clock;
    private final SortedBytes parameters;

    private LocalParameters(LocalStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
        this.parameters = store.run(writeBatch -> store.map("parameters"));
    }

    public static LocalParameters in(LocalStore store, InstantSource clock) {
        return new LocalParameters(store, clock);
    }

    public AwsService service() {
        return new AwsService(
                "AmazonSSM",
                AwsService.JSON_1_1,
                Map.of("GetParameter", this::get, "PutParameter", this::put, "DeleteParameter", this::delete));
    }

    private ObjectNode get(RequestParameters request) {
        request.supporting("GetParameter", Set.of("Name", "WithDecryption"));
        String name = request.requiredText("Name");
        ObjectNode parameter = store.run(writeBatch -> parameters.find(key(name)))
                .map(LocalParameters::read)
                .orElseThrow(LocalParameters::notFound);
        boolean hidden =
                parameter.path("Type").asText().equals("SecureString") && !request.flag("WithDecryption", false);
        if (hidden) {
            parameter.put("Value", "encrypted:" + name);
        }
        ObjectNode answer = AwsJsonEndpoint.object();
        answer.set("Parameter", parameter);
        return answer;
    }

    private ObjectNode put(RequestParameters request) {
        request.supporting("PutParameter", Set.of("Name", "Value", "Type", "Overwrite", "Description", "Tier"));
        String name = name(request);
        String value = value(request);
        Optional<String> type = request.choice("Type", List.of("String", "StringList", "SecureString"));
        boolean overwrite = request.flag("Overwrite", false);
        return store.run(writeBatch -> {
            Optional<ObjectNode> old = parameters.find(key(name)).map(LocalParameters::read);
            if (old.isPresent() && !overwrite) {
                throw AwsServiceException.plain(
                        "ParameterAlreadyExists",
                        "The parameter already exists. To overwrite this value, set the overwrite option in the"
                                + " request to true.");
            }
            String kept = type.or(
                            () -> old.map(parameter -> parameter.path("Type").asText()))
                    .orElseThrow(() -> AwsServiceException.plain(
                            "ValidationException", "A parameter type is required when you create a parameter."));
            long version =
                    old.map(parameter -> parameter.path("Version").asLong()).orElse(0L) + 1;
            ObjectNode parameter = parameter(name, kept, value, clock.instant()).put("Version", version);
            store(parameter, writeBatch);
            return AwsJsonEndpoint.object().put("Version", version).put("Tier", "Standard");
        });
    }

    private ObjectNode delete(RequestParameters request) {
        request.supporting("DeleteParameter", Set.of("Name"));
        String name = request.requiredText("Name");
        return store.run(writeBatch -> {
            if (parameters.find(key(name)).isEmpty()) {
                throw notFound();
            }
            writeBatch.remove(parameters, key(name));
            return AwsJsonEndpoint.object();
        });
    }

    private static ObjectNode parameter(String name, String type, String value, Instant now) {
        return AwsJsonEndpoint.object()
                .put("Name", name)
                .put("Type", type)
                .put("Value", value)
                .put("LastModifiedDate", now.toEpochMilli() / MILLIS)
                .put("ARN", ARN + (name.startsWith("/") ? name.substring(1) : name))
                .put("DataType", "text");
    }

    private void store(ObjectNode parameter, WriteBatch writeBatch) {
        writeBatch.put(
                parameters,
                key(parameter.path("Name").asText()),
                parameter.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String name(RequestParameters request) {
        String name = request.requiredText("Name");
        if (!NAME.matcher(name).matches()) {
            throw AwsServiceException.plain(
                    "ValidationException",
                    "Parameter name: can't be prefixed with \"ssm\" (case-insensitive). If formed as a path, it can"
                            + " consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of"
                            + " letters, numbers and the following 3 symbols .-_");
        }
        return name;
    }

    private static String value(RequestParameters request) {
        String value = request.requiredText("Value");
        if (value.isEmpty() || value.length() > MAX_VALUE) {
            throw AwsServiceException.plain(
                    "ValidationException",
                    "Standard tier parameters support a maximum parameter value of 4096 characters and none is empty");
        }
        return value;
    }

    private static ObjectNode read(byte[] stored) {
        try {
            return (ObjectNode) JSON.readTree(new String(stored, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored parameter cannot be read", e);
        }
    }

    private static AwsServiceException notFound() {
        return AwsServiceException.plain("ParameterNotFound", "");
    }

    private static byte[] key(String name) {
        return name.getBytes(StandardCharsets.UTF_8);
    }
}
