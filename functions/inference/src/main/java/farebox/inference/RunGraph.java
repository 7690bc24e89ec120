package farebox.inference;

import farebox.kernel.Amounts;
import farebox.kernel.InvalidRequest;
import farebox.kernel.Meter;
import farebox.models.AudioInput;
import farebox.models.Model;
import farebox.models.ModelCard;
import farebox.models.ModelSpec;
import farebox.models.tensor.Tensor;
import farebox.models.tensor.TensorSchema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Runs a model by its graph's own tensors. */
public final class RunGraph {
    private static final String TOKENS = "input_ids";

    private final ModelRuns runs;

    public RunGraph(ModelRuns runs) {
        this.runs = runs;
    }

    /** @param outputs in the order that was asked for */
    public record Outcome(List<Tensor> outputs, Amounts amounts) {
        public Outcome {
            outputs = List.copyOf(outputs);
        }
    }

    /**
     * @param outputs names of the graph's outputs; empty for all
     * @throws InvalidRequest if the tensors are not those of the graph
     */
    public Outcome run(ModelCall call, List<Tensor> inputs, List<String> outputs) {
        requireInputs(call.card(), inputs);
        List<String> wanted = outputs.isEmpty()
                ? call.card().graph().outputs().stream().map(TensorSchema::name).toList()
                : outputs;
        wanted.forEach(call.card().graph()::requireOutput);
        return runs.run(call, Model.class, model -> {
            Instant began = runs.clock().instant();
            List<Tensor> results = model.run(inputs, wanted);
            Duration compute = Duration.between(began, runs.clock().instant());
            return new ModelRuns.Done<>(
                    new Outcome(
                            results,
                            Computed.in(compute).plus(counted(call.card().spec(), inputs))),
                    1,
                    compute);
        });
    }

    private static void requireInputs(ModelCard card, List<Tensor> inputs) {
        for (Tensor input : inputs) {
            card.graph().requireInput(input.name()).requireAccepts(input);
            if (card.spec() instanceof ModelSpec.Sequence sequence) {
                sequence.requireSteps(input.name(), input.shape().sizes());
            }
        }
        Set<String> given = inputs.stream().map(Tensor::name).collect(Collectors.toSet());
        for (TensorSchema input : card.graph().inputs()) {
            if (!given.contains(input.name())) {
                throw new InvalidRequest("the input '" + input.name() + "' is missing");
            }
        }
    }

    /** What the task counts besides calls and time, so that it costs the same in every form of a request. */
    private static Amounts counted(ModelSpec spec, List<Tensor> inputs) {
        return switch (spec) {
            case ModelSpec.TextEmbedding _, ModelSpec.TextClassification _, ModelSpec.TextGeneration _ ->
                Amounts.of(Meter.TOKENS_IN, elements(inputs));
            case ModelSpec.TabularClassification _, ModelSpec.TabularRegression _ ->
                Amounts.of(Meter.ROWS, first(inputs));
            case ModelSpec.ImageClassification _, ModelSpec.ImageToText _, ModelSpec.ObjectDetection _ ->
                Amounts.of(Meter.IMAGES, first(inputs));
            case ModelSpec.VoiceActivity voice -> Amounts.of(Meter.AUDIO_MS, milliseconds(voice.audio(), inputs));
            case ModelSpec.Sequence _, ModelSpec.Tensors _ -> Amounts.NONE;
        };
    }

    private static long milliseconds(AudioInput audio, List<Tensor> inputs) {
        long samples = inputs.stream()
                .filter(input -> input.name().equals(audio.samples()))
                .mapToLong(input -> input.shape().elements())
                .sum();
        return samples * 1_000 / audio.samplesPerSecond();
    }

    private static long elements(List<Tensor> inputs) {
        return inputs.stream()
                .filter(input -> input.name().equals(TOKENS))
                .mapToLong(input -> input.shape().elements())
                .sum();
    }

    private static long first(List<Tensor> inputs) {
        return inputs.getFirst().shape().sizes().getFirst();
    }
}
