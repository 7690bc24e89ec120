package farebox.models;

import farebox.kernel.InvalidRequest;
import farebox.models.tensor.GraphSchema;
import farebox.models.tensor.TensorSchema;
import farebox.models.tensor.TensorType;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a graph is for, and all that serving it takes besides its tensors. Each alternative checks by itself whether a
 * graph fits it.
 */
public sealed interface ModelSpec {
    Task task();

    /** @throws InvalidRequest if the graph lacks a tensor that the spec names, or has it in another form */
    void requireFits(GraphSchema graph);

    /** The files that a version of such a model has. */
    default Set<FileRole> roles() {
        return task().required();
    }

    /** The files that a version of such a model may have besides. */
    default Set<FileRole> optionalRoles() {
        return task().optional();
    }

    /** @throws InvalidRequest unless these are all files that a version needs, and none that it may not have */
    default void requireRoles(Set<FileRole> given) {
        Set<FileRole> known = EnumSet.copyOf(roles());
        known.addAll(optionalRoles());
        Specs.require(
                given.containsAll(roles()) && known.containsAll(given),
                "a model of " + task().wireName() + " has the files " + roles() + " and may have " + optionalRoles()
                        + ", not " + given);
    }

    /**
     * A text becomes one vector.
     *
     * @param output the tensor that is pooled, as (texts, tokens, dimensions)
     * @param normalise whether a vector is scaled to length 1
     */
    record TextEmbedding(TextInput text, String output, Pooling pooling, boolean normalise, int dimensions)
            implements ModelSpec {
        private static final int AXES = 3;
        private static final int MAX_DIMENSIONS = 1 << 16;

        public TextEmbedding {
            Specs.require(
                    dimensions >= 1 && dimensions <= MAX_DIMENSIONS,
                    "an embedding has 1 to " + MAX_DIMENSIONS + " dimensions");
        }

        @Override
        public Task task() {
            return Task.TEXT_EMBEDDING;
        }

        @Override
        public void requireFits(GraphSchema graph) {
            text.requireFits(graph);
            TensorSchema hidden = graph.requireOutput(output);
            Specs.require(
                    hidden.type() == TensorType.FP32
                            && hidden.shape().size() == AXES
                            && Specs.isFreeOr(dimensions, hidden.shape().getLast()),
                    "the output '" + output + "' is an FP32 tensor of (texts, tokens, " + dimensions + ")");
        }
    }

    /** A text belongs to one of several classes. */
    record TextClassification(TextInput text, ClassScores scores) implements ModelSpec {
        @Override
        public Task task() {
            return Task.TEXT_CLASSIFICATION;
        }

        @Override
        public void requireFits(GraphSchema graph) {
            text.requireFits(graph);
            scores.requireFits(graph);
        }
    }

    /** A row of named columns belongs to one of several classes. */
    record TabularClassification(Columns columns, ClassScores scores) implements ModelSpec {
        @Override
        public Task task() {
            return Task.TABULAR_CLASSIFICATION;
        }

        @Override
        public void requireFits(GraphSchema graph) {
            columns.requireFits(graph);
            scores.requireFits(graph);
        }
    }

    /**
     * A row of named columns has a value.
     *
     * @param output (rows) or (rows, 1), of a floating-point type
     */
    record TabularRegression(Columns columns, String output) implements ModelSpec {
        @Override
        public Task task() {
            return Task.TABULAR_REGRESSION;
        }

        @Override
        public void requireFits(GraphSchema graph) {
            columns.requireFits(graph);
            TensorSchema value = graph.requireOutput(output);
            boolean column =
                    value.shape().size() == 2 && Specs.isFreeOr(1, value.shape().getLast());
            Specs.require(
                    value.type().isFloatingPoint() && (value.shape().size() == 1 || column),
                    "the output '" + output + "' is a floating-point tensor of (rows) or (rows, 1)");
        }
    }

    /** An image belongs to one of several classes. */
    record ImageClassification(ImageInput image, ClassScores scores) implements ModelSpec {
        @Override
        public Task task() {
            return Task.IMAGE_CLASSIFICATION;
        }

        @Override
        public void requireFits(GraphSchema graph) {
            image.requireFits(graph);
            scores.requireFits(graph);
        }
    }

    /**
     * The text in an image: one graph finds where lines are, another reads each.
     *
     * @param detection by the graph that the manifest describes
     * @param recognition by the second graph
     */
    record ImageToText(TextDetection detection, TextRecognition recognition) implements ModelSpec {
        @Override
        public Task task() {
            return Task.IMAGE_TO_TEXT;
        }

        @Override
        public void requireFits(GraphSchema graph) {
            detection.requireFits(graph);
        }
    }

    /**
     * Things in an image, each with a label, a score and a box.
     *
     * @param image stretched to size, so that boxes are where the graph puts them
     */
    record ObjectDetection(ImageInput image, AnchorBoxes boxes, List<String> labels) implements ModelSpec {
        public ObjectDetection {
            labels = List.copyOf(labels);
            Specs.require(
                    image.resize() == ImageInput.Resize.STRETCH, "images in which things are found are stretched");
            ClassScores.requireLabels(labels);
        }

        @Override
        public Task task() {
            return Task.OBJECT_DETECTION;
        }

        @Override
        public void requireFits(GraphSchema graph) {
            image.requireFits(graph);
            boxes.requireFits(graph, labels.size());
        }
    }

    /**
     * When somebody speaks in audio.
     *
     * @param score the output for one window, a probability
     * @param threshold the least probability of speech
     */
    record VoiceActivity(AudioInput audio, String score, double threshold) implements ModelSpec {
        public VoiceActivity {
            Specs.require(threshold > 0 && threshold < 1, "threshold is between 0 and 1");
        }

        @Override
        public Task task() {
            return Task.VOICE_ACTIVITY;
        }

        @Override
        public void requireFits(GraphSchema graph) {
            audio.requireFits(graph);
            Specs.require(
                    graph.requireOutput(score).type() == TensorType.FP32, "the output '" + score + "' is of FP32");
        }
    }

    /**
     * A text goes on, token by token, by a graph with a {@link KeyValueCache}.
     *
     * @param text prompt and what follows it have {@code maxTokens} together
     * @param logits the output (texts, tokens, vocabulary)
     * @param endTokens after which nothing follows
     * @param masking what is masked in the text, before it leaves
     */
    record TextGeneration(TextInput text, String logits, List<Long> endTokens, List<MaskingRule> masking)
            implements ModelSpec {
        public TextGeneration {
            endTokens = List.copyOf(endTokens);
            masking = List.copyOf(masking);
            Specs.require(
                    endTokens.stream().allMatch(token -> token >= 0 && token < text.vocabulary()),
                    "end_tokens are below the vocabulary");
        }

        @Override
        public Task task() {
            return Task.TEXT_GENERATION;
        }

        @Override
        public void requireFits(GraphSchema graph) {
            KeyValueCache.requireFits(graph, logits, text.vocabulary());
        }
    }

    /**
     * Steps in order, in tensors whose second axis counts the steps.
     *
     * @param maxSteps the longest sequence
     */
    record Sequence(List<String> inputs, int maxSteps) implements ModelSpec {
        private static final int STEPS_AXIS = 1;

        public Sequence {
            inputs = List.copyOf(inputs);
            Specs.require(!inputs.isEmpty() && maxSteps >= 1, "a sequence has an input and at least one step");
        }

        @Override
        public Task task() {
            return Task.SEQUENCE;
        }

        @Override
        public void requireFits(GraphSchema graph) {
            for (String input : inputs) {
                List<Long> shape = graph.requireInput(input).shape();
                Specs.require(
                        shape.size() > STEPS_AXIS && shape.get(STEPS_AXIS) == TensorSchema.FREE,
                        "the second axis of the input '" + input + "' counts the steps and is free");
            }
        }

        /** @throws InvalidRequest if the tensor is a sequence of more steps than the model takes */
        public void requireSteps(String input, List<Long> sizes) {
            if (inputs.contains(input) && sizes.get(STEPS_AXIS) > maxSteps) {
                throw new InvalidRequest("input '%s' has %d steps, and the model takes at most %d"
                        .formatted(input, sizes.get(STEPS_AXIS), maxSteps));
            }
        }
    }

    /** Any other graph: called by its own tensors alone. */
    record Tensors() implements ModelSpec {
        @Override
        public Task task() {
            return Task.TENSORS;
        }

        @Override
        public void requireFits(GraphSchema graph) {}
    }
}
