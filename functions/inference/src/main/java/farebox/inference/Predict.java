package farebox.inference;

import farebox.kernel.Amounts;
import farebox.kernel.InvalidRequest;
import farebox.kernel.Meter;
import farebox.models.BatchModel;
import farebox.models.ClassScores;
import farebox.models.ImageInput;
import farebox.models.Model;
import farebox.models.ModelCard;
import farebox.models.ModelSpec;
import farebox.models.TextModel;
import farebox.models.TokenIds;
import farebox.models.TokenTensor;
import farebox.models.image.ImageDecoder;
import farebox.models.tensor.Tensor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Predicts classes or values for rows of a table, texts or images. */
public final class Predict {
    /** More images in a run gain nothing. */
    private static final int MAX_BATCH = 16;

    /** Bounds what the images of a run take in memory; what the graph makes of them is some times as much. */
    private static final int MAX_BATCH_NUMBERS = 1 << 20;

    private final ModelRuns runs;

    public Predict(ModelRuns runs) {
        this.runs = runs;
    }

    /** @throws InvalidRequest if the graph does not take a value */
    public Predictions rows(ModelCall call, TableInput table) {
        Amounts rows = Amounts.of(Meter.ROWS, table.rows());
        return runs.run(call, Model.class, model -> {
            Instant began = runs.clock().instant();
            List<Predictions.Prediction> predictions = predictions(model, call.card(), table.tensors());
            runs.observer().predicted(call, table::addTo, predictions);
            return done(predictions, rows, began);
        });
    }

    /**
     * @param images encoded, as PNG, JPEG or WebP
     * @throws InvalidRequest if one is no such image, or too large
     */
    public Predictions images(ModelCall call, ModelSpec.ImageClassification spec, List<byte[]> images) {
        ImageDecoder decoder = new ImageDecoder(spec.image());
        images.forEach(ImageDecoder::requireWithinBounds);
        return runs.run(call, Model.class, model -> {
            Instant began = runs.clock().instant();
            List<Predictions.Prediction> predictions = new ArrayList<>();
            List<Double> brightness = new ArrayList<>();
            int batch = maxBatch(model, spec.image());
            for (int from = 0; from < images.size(); from += batch) {
                BatchTimeEstimator.requireTime(call.deadline(), Duration.ZERO, runs.clock());
                List<Tensor> decoded = images.subList(from, Math.min(images.size(), from + batch)).stream()
                        .map(decoder::decode)
                        .toList();
                decoded.forEach(image -> brightness.add(decoder.brightness(image)));
                predictions.addAll(classes(model, spec.scores(), List.of(Tensor.stacked(decoded))));
            }
            runs.observer().predicted(call, (seen, image) -> seen.addBrightness(brightness.get(image)), predictions);
            return done(predictions, Amounts.of(Meter.IMAGES, images.size()), began);
        });
    }

    private static int maxBatch(Model model, ImageInput image) {
        boolean alike = model instanceof BatchModel batches && batches.batchesAlike();
        return alike ? Math.clamp(MAX_BATCH_NUMBERS / image.elements(), 1, MAX_BATCH) : 1;
    }

    /** @throws InvalidRequest if a text is longer than the model can read */
    public Predictions texts(ModelCall call, ModelSpec.TextClassification spec, List<Input> texts) {
        return runs.run(call, TextModel.class, model -> {
            Runnable inTime = () -> BatchTimeEstimator.requireTime(call.deadline(), Duration.ZERO, runs.clock());
            List<TokenIds> tokens = new TextTokens(model, spec.text()).of(texts, inTime);
            Instant began = runs.clock().instant();
            List<Predictions.Prediction> predictions = new ArrayList<>();
            for (TokenIds text : tokens) {
                inTime.run();
                predictions.addAll(classes(
                        model, spec.scores(), TokenTensor.inputs(model.card().graph(), List.of(text))));
            }
            runs.observer()
                    .predicted(
                            call,
                            (seen, text) -> seen.addTokens(tokens.get(text).count()),
                            predictions);
            return done(predictions, Amounts.of(Meter.TOKENS_IN, TextTokens.count(tokens)), began);
        });
    }

    private ModelRuns.Done<Predictions> done(List<Predictions.Prediction> predictions, Amounts inputs, Instant began) {
        Duration compute = Duration.between(began, runs.clock().instant());
        return new ModelRuns.Done<>(
                new Predictions(predictions, Computed.in(compute).plus(inputs)), predictions.size(), compute);
    }

    /** What a model says of one text. */
    static Predictions.Prediction text(TextModel model, ModelSpec.TextClassification spec, TokenIds tokens) {
        return classes(model, spec.scores(), TokenTensor.inputs(model.card().graph(), List.of(tokens)))
                .getFirst();
    }

    /** What a model says of one image. */
    static Predictions.Prediction image(Model model, ModelSpec.ImageClassification spec, Tensor image) {
        return classes(model, spec.scores(), List.of(image)).getFirst();
    }

    static List<Predictions.Prediction> predictions(Model model, ModelCard card, List<Tensor> inputs) {
        return switch (card.spec()) {
            case ModelSpec.TabularClassification spec -> classes(model, spec.scores(), inputs);
            case ModelSpec.TabularRegression spec -> values(model, spec.output(), inputs);
            case ModelSpec.TextEmbedding _,
                    ModelSpec.TextClassification _,
                    ModelSpec.ImageClassification _,
                    ModelSpec.ImageToText _,
                    ModelSpec.ObjectDetection _,
                    ModelSpec.VoiceActivity _,
                    ModelSpec.TextGeneration _,
                    ModelSpec.Sequence _,
                    ModelSpec.Tensors _ -> throw new IllegalArgumentException("no model of tables: " + card.ref());
        };
    }

    private static List<Predictions.Prediction> classes(Model model, ClassScores scores, List<Tensor> inputs) {
        double[] numbers = numbers(model, scores.output(), inputs);
        int classes = scores.labels().size();
        List<Predictions.Prediction> predictions = new ArrayList<>(numbers.length / classes);
        for (int from = 0; from < numbers.length; from += classes) {
            double[] probabilities = scores.probabilities(Arrays.copyOfRange(numbers, from, from + classes));
            predictions.add(new Predictions.OfClass(scores.labels().get(largest(probabilities)), probabilities));
        }
        return predictions;
    }

    private static List<Predictions.Prediction> values(Model model, String output, List<Tensor> inputs) {
        return Arrays.stream(numbers(model, output, inputs))
                .<Predictions.Prediction>mapToObj(Predictions.OfValue::new)
                .toList();
    }

    private static double[] numbers(Model model, String output, List<Tensor> inputs) {
        return ModelOutputs.requireFinite(
                model.run(inputs, List.of(output)).getFirst().numbers(), model.card());
    }

    /** Where the largest number is; of equal ones, the first. */
    public static int largest(double[] numbers) {
        int largest = 0;
        for (int i = 1; i < numbers.length; i++) {
            largest = numbers[i] > numbers[largest] ? i : largest;
        }
        return largest;
    }
}
