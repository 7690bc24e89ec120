package farebox.models.tensor;

import farebox.kernel.InvalidRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The tensors of a graph, in the graph's order. */
public record GraphSchema(List<TensorSchema> inputs, List<TensorSchema> outputs) {

    /** @throws InvalidRequest if there is no input or no output, or two of either have the same name */
    public GraphSchema {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        requireNames("input", inputs);
        requireNames("output", outputs);
    }

    public Optional<TensorSchema> input(String name) {
        return named(inputs, name);
    }

    public Optional<TensorSchema> output(String name) {
        return named(outputs, name);
    }

    /** @throws InvalidRequest if the graph has no such input */
    public TensorSchema requireInput(String name) {
        return input(name).orElseThrow(() -> missing("input", name, inputs));
    }

    /** @throws InvalidRequest if the graph has no such output */
    public TensorSchema requireOutput(String name) {
        return output(name).orElseThrow(() -> missing("output tensor", name, outputs));
    }

    private static Optional<TensorSchema> named(List<TensorSchema> tensors, String name) {
        return tensors.stream().filter(tensor -> tensor.name().equals(name)).findFirst();
    }

    private static InvalidRequest missing(String kind, String name, List<TensorSchema> tensors) {
        return new InvalidRequest("the model has no %s '%s'; it has %s"
                .formatted(kind, name, tensors.stream().map(TensorSchema::name).toList()));
    }

    private static void requireNames(String kind, List<TensorSchema> tensors) {
        Set<String> names = new HashSet<>();
        if (tensors.isEmpty()) {
            throw new InvalidRequest("the graph has no " + kind + " that is a tensor");
        }
        for (TensorSchema tensor : tensors) {
            if (!names.add(tensor.name())) {
                throw new InvalidRequest("the graph names the " + kind + " '" + tensor.name() + "' twice");
            }
        }
    }
}
