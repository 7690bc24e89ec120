package farebox.models;

import farebox.kernel.ByteCount;
import farebox.kernel.InvalidRequest;
import farebox.kernel.ModelVersion;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * Everything that is known of one immutable version: which files it has and how an embedding is made of them.
 *
 * @param files one for each {@link FileRole}
 * @param output the tensor that is pooled, as (texts, tokens, dimensions)
 * @param maxTokens the longest input in tokens, special tokens included
 * @param vocabulary token ids are below this
 * @param normalise whether an embedding is scaled to length 1
 */
public record Manifest(
        ModelRef ref,
        ModelVersion version,
        Instant created,
        List<ModelFile> files,
        List<TensorSchema> inputs,
        TensorSchema output,
        int maxTokens,
        int vocabulary,
        Pooling pooling,
        boolean normalise,
        Provenance provenance) {
    private static final int AXES_OF_HIDDEN_STATE = 3;
    private static final int MAX_TOKENS = 1 << 20;
    private static final int MAX_WORDS = 1 << 24;
    private static final int MAX_DIMENSIONS = 1 << 16;

    /** @throws InvalidRequest if the parts do not make a model that can be served */
    public Manifest {
        files = List.copyOf(files);
        inputs = List.copyOf(inputs);
        require(hasEachRoleOnce(files), "a version has exactly one graph.ort and one tokenizer.json");
        require(!inputs.isEmpty() && inputs.stream().allMatch(Manifest::isTokenInput), "inputs are INT64 tensors");
        require(isHiddenState(output), "the output is an FP32 tensor of (texts, tokens, dimensions)");
        require(maxTokens >= 1 && maxTokens <= MAX_TOKENS, "the token limit is from 1 to " + MAX_TOKENS);
        require(vocabulary >= 1 && vocabulary <= MAX_WORDS, "the vocabulary has 1 to " + MAX_WORDS + " words");
    }

    public ModelFile file(FileRole role) {
        return files.stream()
                .filter(file -> file.role() == role)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a manifest has every role"));
    }

    /** The length of an embedding. */
    public int dimensions() {
        return Math.toIntExact(output.shape().getLast());
    }

    /** The bytes of all files. */
    public ByteCount size() {
        return files.stream().map(ModelFile::size).reduce(ByteCount.NONE, ByteCount::plus);
    }

    public ModelCard card() {
        return new ModelCard(ref, version, created, maxTokens, vocabulary, dimensions());
    }

    private static boolean hasEachRoleOnce(List<ModelFile> files) {
        return files.size() == FileRole.values().length
                && Arrays.stream(FileRole.values())
                        .allMatch(role -> files.stream().anyMatch(file -> file.role() == role));
    }

    private static boolean isTokenInput(TensorSchema input) {
        return input.type() == TensorType.INT64;
    }

    private static boolean isHiddenState(TensorSchema output) {
        return output.type() == TensorType.FP32
                && output.shape().size() == AXES_OF_HIDDEN_STATE
                && output.shape().getLast() >= 1
                && output.shape().getLast() <= MAX_DIMENSIONS;
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new InvalidRequest(rule);
        }
    }
}
