package farebox.inference.openinference;

import com.fasterxml.jackson.databind.JsonNode;
import farebox.http.Json;
import farebox.inference.http.JsonFields;
import farebox.kernel.InvalidRequest;
import farebox.models.tensor.JsonTensorCodec;
import farebox.models.tensor.Shape;
import farebox.models.tensor.Tensor;
import farebox.models.tensor.TensorType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Turns the JSON of one request into tensors, taking binary ones from the bytes behind it, in order. */
final class InferRequestJson {
    private static final String BINARY_DATA_SIZE = "binary_data_size";
    private static final Set<String> UNSUPPORTED = Set.of("classification", "shared_memory_region");

    private final ByteBuffer behind;

    /** @param behind the binary tensors; used up by reading */
    InferRequestJson(ByteBuffer behind) {
        this.behind = behind;
    }

    InferRequest read(JsonNode request) {
        InferRequest read = new InferRequest(
                text(request.path("id"), "id"),
                all(request.path("inputs"), "inputs", this::tensor, Tensor::name),
                JsonFields.isAbsent(request.path("outputs"))
                        ? List.of()
                        : all(
                                request.path("outputs"),
                                "outputs",
                                InferRequestJson::output,
                                InferRequest.WantedOutput::name),
                flag(request.path("parameters"), "binary_data_output").orElse(false));
        if (read.inputs().isEmpty()) {
            throw new InvalidRequest("inputs is required: a list of at least one tensor");
        }
        if (behind.hasRemaining()) {
            throw new InvalidRequest(behind.remaining() + " bytes follow that belong to no input");
        }
        return read;
    }

    private Tensor tensor(JsonNode input) {
        String name = name(input);
        TensorType type = text(input.path("datatype"), "datatype")
                .flatMap(TensorType::named)
                .orElseThrow(
                        () -> new InvalidRequest("the datatype of input '" + name + "' is none of the protocol's"));
        Shape shape = shape(input.path("shape"));
        JsonNode parameters = parameters(input);
        JsonNode size = parameters.path(BINARY_DATA_SIZE);
        if (!JsonFields.isAbsent(size)) {
            if (input.has("data")) {
                throw new InvalidRequest("input '" + name + "' has both data and binary_data_size");
            }
            return new Tensor(name, type, shape, BinaryTensorCodec.read(take(size, name), type, shape));
        }
        return new Tensor(name, type, shape, JsonTensorCodec.read(input.path("data"), type, shape));
    }

    private ByteBuffer take(JsonNode size, String name) {
        long bytes = Json.integer(size).orElse(-1);
        if (bytes < 0) {
            throw new InvalidRequest("the binary_data_size of input '" + name + "' is a number of bytes");
        }
        if (bytes > behind.remaining()) {
            throw new InvalidRequest("the body ends before the %d bytes of input '%s'; %d are left"
                    .formatted(bytes, name, behind.remaining()));
        }
        ByteBuffer taken = behind.slice(behind.position(), (int) bytes);
        behind.position(behind.position() + (int) bytes);
        return taken;
    }

    private static InferRequest.WantedOutput output(JsonNode output) {
        return new InferRequest.WantedOutput(name(output), flag(parameters(output), "binary_data"));
    }

    private static <T> List<T> all(JsonNode list, String what, Function<JsonNode, T> read, Function<T, String> name) {
        if (!list.isArray()) {
            throw new InvalidRequest(what + " is a list");
        }
        List<T> all = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (JsonNode each : list) {
            T one = read.apply(each);
            if (!names.add(name.apply(one))) {
                throw new InvalidRequest(what + " names '" + name.apply(one) + "' twice");
            }
            all.add(one);
        }
        return all;
    }

    private static JsonNode parameters(JsonNode tensor) {
        JsonNode parameters = tensor.path("parameters");
        UNSUPPORTED.stream().filter(parameters::has).findFirst().ifPresent(name -> {
            throw new InvalidRequest("the parameter " + name + " is not supported here");
        });
        return parameters;
    }

    private static Shape shape(JsonNode shape) {
        if (!shape.isArray()) {
            throw new InvalidRequest("shape is a list of sizes");
        }
        List<Long> sizes = new ArrayList<>();
        for (JsonNode size : shape) {
            sizes.add(Json.integer(size)
                    .orElseThrow(() -> new InvalidRequest(
                            "a size in a shape is an integer, and that of dimension " + sizes.size() + " is not")));
        }
        return new Shape(sizes);
    }

    private static String name(JsonNode tensor) {
        return text(tensor.path("name"), "name").orElseThrow(() -> new InvalidRequest("a tensor has a name"));
    }

    private static Optional<String> text(JsonNode field, String what) {
        if (JsonFields.isAbsent(field)) {
            return Optional.empty();
        }
        if (!field.isTextual()) {
            throw new InvalidRequest(what + " is a string");
        }
        return Optional.of(field.textValue());
    }

    private static Optional<Boolean> flag(JsonNode parameters, String name) {
        JsonNode flag = parameters.path(name);
        if (JsonFields.isAbsent(flag)) {
            return Optional.empty();
        }
        if (!flag.isBoolean()) {
            throw new InvalidRequest(name + " is true or false");
        }
        return Optional.of(flag.booleanValue());
    }
}
