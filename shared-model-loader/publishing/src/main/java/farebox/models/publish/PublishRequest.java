package farebox.models.publish;

import farebox.kernel.InvalidRequest;
import farebox.models.FileRole;
import farebox.models.ModelRef;
import farebox.models.ModelSpec;
import farebox.models.tensor.Tensor;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A model that is to be published.
 *
 * @param files one for each role of the spec, and for some of those that it may have: the graph as ONNX, the tokenizer
 *     as the {@code tokenizer.json} of Hugging Face's tokenizers
 * @param origin where the model comes from
 * @param metrics what its evaluation measured, by name; empty if it was not evaluated
 */
public record PublishRequest(
        ModelRef model,
        ModelSpec spec,
        Map<FileRole, ByteSource> files,
        Origin origin,
        SortedMap<String, Double> metrics,
        Acceptance acceptance) {

    /**
     * @param source in words
     * @param training what the model was trained with, by name; empty if unknown
     */
    public record Origin(String source, SortedMap<String, String> training) {
        public Origin {
            training = Collections.unmodifiableSortedMap(new TreeMap<>(training));
        }
    }

    /**
     * When a converted graph counts as the same as the given one.
     *
     * @param tolerance the largest difference between two numbers that should be the same
     * @param samples inputs to run both graphs on, each with all tensors of one run; empty to have some generated
     */
    public record Acceptance(double tolerance, List<List<Tensor>> samples) {
        /** Generated samples, and a hundredth of a percent of a probability. */
        public static final Acceptance DEFAULT = new Acceptance(1e-4, List.of());

        public Acceptance {
            samples = samples.stream().map(List::copyOf).toList();
            if (!(tolerance >= 0) || Double.isInfinite(tolerance)) {
                throw new InvalidRequest("a tolerance is a number from 0", "tolerance");
            }
        }
    }

    /** @throws InvalidRequest if a role of the spec has no file, or a file has no role */
    public PublishRequest {
        files = Map.copyOf(files);
        metrics = Collections.unmodifiableSortedMap(new TreeMap<>(metrics));
        spec.requireRoles(files.keySet());
    }

    /** Without metrics, compared on generated samples. */
    public static PublishRequest of(ModelRef model, ModelSpec spec, Map<FileRole, ByteSource> files, String source) {
        return new PublishRequest(
                model, spec, files, new Origin(source, new TreeMap<>()), new TreeMap<>(), Acceptance.DEFAULT);
    }

    /** The roles that have a file, in their order. */
    public Set<FileRole> roles() {
        return EnumSet.copyOf(files.keySet());
    }

    /** @throws IllegalArgumentException if no file has the role */
    public ByteSource file(FileRole role) {
        ByteSource file = files.get(role);
        if (file == null) {
            throw new IllegalArgumentException("a model of " + spec.task().wireName() + " has no file for " + role);
        }
        return file;
    }

    /** The same model, compared on generated samples. */
    public PublishRequest withoutSamples() {
        return new PublishRequest(
                model, spec, files, origin, metrics, new Acceptance(acceptance.tolerance(), List.of()));
    }

    /** The same model under another name. */
    public PublishRequest named(ModelRef other) {
        return new PublishRequest(other, spec, files, origin, metrics, acceptance);
    }
}
