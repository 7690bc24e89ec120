package farebox.training.pipeline;

import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.kernel.InvalidRequest;
import java.util.List;

/**
 * A training spec whose data are yet to be named.
 *
 * @param tree fields of the worker's schema, other than {@code data}
 */
public record TrainingSpecFields(ObjectNode tree) {
    /** @throws InvalidRequest if the spec names data of its own */
    public TrainingSpecFields {
        if (tree.has("data")) {
            throw new InvalidRequest(
                    "training.data is not set: training_file and validation_file name the data", "training.data");
        }
    }

    /**
     * The whole spec.
     *
     * @param files the training's, and the one to test on if there is one
     * @throws InvalidRequest if the spec is incomplete
     */
    TrainingManifest manifest(List<String> files) {
        ObjectNode whole = tree.deepCopy();
        if (files.size() == 1) {
            whole.put("data", files.getFirst());
        } else {
            whole.putObject("data").put("train", files.getFirst()).put("test", files.getLast());
        }
        return TrainingManifest.read(whole.toString());
    }
}
