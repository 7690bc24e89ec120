package farebox.inference.openinference;

import farebox.kernel.InvalidRequest;
import farebox.models.tensor.GraphSchema;
import farebox.models.tensor.Tensor;
import farebox.models.tensor.TensorSchema;
import farebox.models.tensor.TensorType;
import java.util.List;
import java.util.Optional;

/**
 * What {@code /infer} is asked.
 *
 * @param id to be given back
 * @param inputs in the request's order; the one of a body without JSON has no name
 * @param outputs empty for all that the model gives
 * @param binaryOutputs how an output is written that does not say it by itself
 */
record InferRequest(Optional<String> id, List<Tensor> inputs, List<WantedOutput> outputs, boolean binaryOutputs) {
    InferRequest {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /** @param binary empty to be written as the request as a whole says */
    record WantedOutput(String name, Optional<Boolean> binary) {}

    /** What is said of an output. */
    Optional<WantedOutput> output(String name) {
        return outputs.stream().filter(output -> output.name().equals(name)).findFirst();
    }

    /** Whether an output is wanted in binary form: as is said of it, else as the request as a whole says. */
    boolean isBinary(String name) {
        return output(name).flatMap(WantedOutput::binary).orElse(binaryOutputs);
    }

    /**
     * A body without JSON names no input; it is meant for the only one.
     *
     * @throws InvalidRequest if the model has several inputs, or its only one is not of BYTES
     */
    InferRequest namedBy(GraphSchema model) {
        Tensor first = inputs.getFirst();
        if (!first.name().isEmpty()) {
            return this;
        }
        TensorSchema only = model.inputs().getFirst();
        if (model.inputs().size() > 1 || only.type() != TensorType.BYTES) {
            throw new InvalidRequest("a body without JSON is for a model whose only input is of BYTES; this one has "
                    + model.inputs().stream().map(TensorSchema::name).toList());
        }
        Tensor named = new Tensor(only.name(), first.type(), first.shape(), first.content());
        return new InferRequest(id, List.of(named), outputs, binaryOutputs);
    }
}
