package farebox.inference.openinference;

import java.util.List;
import java.util.Optional;

/**
 * What {@code /infer} is asked.
 *
 * @param id to be given back
 * @param inputs in the request's order
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
}
