package farebox.inference;

import farebox.kernel.Amounts;
import farebox.kernel.InvalidRequest;
import farebox.kernel.Meter;
import farebox.kernel.shapley.ShapleyValues;
import farebox.models.ExplainableModel;
import farebox.models.Model;
import farebox.models.ModelSpec;
import farebox.models.TextModel;
import farebox.models.TokenIds;
import farebox.models.image.ImageDecoder;
import farebox.models.tensor.Tensor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * Explains predictions: rows by KernelSHAP against the model's background, texts by leaving out a piece at a time,
 * images by covering a region at a time.
 */
public final class Explain {
    private static final int MAX_COLUMNS = 100;
    private static final int MAX_COALITIONS = 512;

    /** Coalitions in one run of the graph, so that a request ends in time. */
    private static final int BATCH = 64;

    /** The same row is always explained in the same way. */
    private static final long SEED = 0;

    private final ModelRuns runs;

    public Explain(ModelRuns runs) {
        this.runs = runs;
    }

    /**
     * @param columns those of the model, in the order of the coalitions
     * @throws InvalidRequest if the model has too many columns, or no background to compare with
     */
    public Explanation row(ModelCall call, List<String> columns, MixedRows rows) {
        if (columns.size() > MAX_COLUMNS) {
            throw new InvalidRequest("a row of up to %d columns is explained, and the model has %d"
                    .formatted(MAX_COLUMNS, columns.size()));
        }
        return runs.run(call, ExplainableModel.class, model -> {
            Instant began = runs.clock().instant();
            Rows mixed = new Rows(call, model, rows);
            List<Predictions.Prediction> ends = mixed.ends(columns.size());
            Predictions.Prediction whole = ends.getLast();
            double base = mean(ends.subList(0, ends.size() / 2), whole);
            double[] contributions = new ShapleyValues(columns.size(), MAX_COALITIONS, new SplittableRandom(SEED))
                    .of(coalitions -> mixed.worth(coalitions, whole), base, score(whole, whole));
            List<Explanation.Part> parts = new ArrayList<>();
            for (int i = 0; i < contributions.length; i++) {
                parts.add(new Explanation.Part(columns.get(i), contributions[i]));
            }
            return done(whole, base, parts, Amounts.of(Meter.ROWS, 1), began);
        });
    }

    /** @throws InvalidRequest if the text is longer than the model can read */
    public Explanation text(ModelCall call, ModelSpec.TextClassification spec, Input.Text text) {
        return runs.run(call, TextModel.class, model -> {
            Instant began = runs.clock().instant();
            List<TokenIds> tokens = new TextTokens(model, spec.text()).of(List.of(text), () -> inTime(call));
            Texts texts = new Texts(call, model, spec);
            Predictions.Prediction whole = texts.predict(tokens.getFirst());
            double score = score(whole, whole);
            List<Explanation.Part> parts = new ArrayList<>();
            TextPieces pieces = TextPieces.of(text.text());
            for (int i = 0; i < pieces.list().size(); i++) {
                double without = score(texts.predict(pieces.without(i)), whole);
                parts.add(new Explanation.Part(pieces.list().get(i), score - without));
            }
            double base = score(texts.predict(""), whole);
            return done(whole, base, parts, Amounts.of(Meter.TOKENS_IN, TextTokens.count(tokens)), began);
        });
    }

    /**
     * By regions of up to 7 × 7 that are covered one after the other (Zeiler and Fergus, Visualizing and understanding
     * convolutional networks, 2014).
     *
     * @param image encoded, as PNG, JPEG or WebP
     * @throws InvalidRequest if it is no such image, or too large
     */
    public Explanation image(ModelCall call, ModelSpec.ImageClassification spec, byte[] image) {
        ImageRegions regions = new ImageRegions(spec.image(), ImageDecoder.sizeOf(image));
        return runs.run(call, Model.class, model -> {
            Instant began = runs.clock().instant();
            Tensor tensor = new ImageDecoder(spec.image()).decode(image);
            Predictions.Prediction whole = Predict.image(model, spec, tensor);
            double score = score(whole, whole);
            List<Explanation.Part> parts = new ArrayList<>();
            for (Explanation.Region region : regions.inTensor()) {
                inTime(call);
                double without = score(Predict.image(model, spec, regions.covered(tensor, region)), whole);
                parts.add(new Explanation.Part("", Optional.of(regions.inImage(region)), score - without));
            }
            Explanation.Region all = new Explanation.Region(
                    0, 0, spec.image().width(), spec.image().height());
            double base = score(Predict.image(model, spec, regions.covered(tensor, all)), whole);
            return done(whole, base, parts, Amounts.of(Meter.IMAGES, 1), began);
        });
    }

    private ModelRuns.Done<Explanation> done(
            Predictions.Prediction whole, double base, List<Explanation.Part> parts, Amounts inputs, Instant began) {
        Duration compute = Duration.between(began, runs.clock().instant());
        return new ModelRuns.Done<>(
                new Explanation(whole, base, parts, Computed.in(compute).plus(inputs)), 1, compute);
    }

    private void inTime(ModelCall call) {
        BatchTimeEstimator.requireTime(call.deadline(), Duration.ZERO, runs.clock());
    }

    /** The probability of the label that another prediction has, or the value. */
    private static double score(Predictions.Prediction prediction, Predictions.Prediction of) {
        return switch (prediction) {
            case Predictions.OfValue(double value) -> value;
            case Predictions.OfClass(String _, double[] probabilities) ->
                probabilities[Predict.largest(((Predictions.OfClass) of).probabilities())];
        };
    }

    private static double mean(List<Predictions.Prediction> predictions, Predictions.Prediction of) {
        return predictions.stream()
                .mapToDouble(prediction -> score(prediction, of))
                .average()
                .orElseThrow();
    }

    /** The predictions for mixed rows. */
    private final class Rows {
        private final ModelCall call;
        private final ExplainableModel model;
        private final Function<List<boolean[]>, TableInput> mixed;

        private Rows(ModelCall call, ExplainableModel model, MixedRows rows) {
            this.call = call;
            this.model = model;
            this.mixed = rows.over(model.background());
        }

        /** Those for the background, and as many for the row itself. */
        private List<Predictions.Prediction> ends(int columns) {
            boolean[] all = new boolean[columns];
            Arrays.fill(all, true);
            return predict(List.of(new boolean[columns], all));
        }

        private double[] worth(List<boolean[]> coalitions, Predictions.Prediction of) {
            double[] worth = new double[coalitions.size()];
            for (int from = 0; from < worth.length; from += BATCH) {
                inTime(call);
                List<boolean[]> batch = coalitions.subList(from, Math.min(worth.length, from + BATCH));
                List<Predictions.Prediction> predictions = predict(batch);
                int each = predictions.size() / batch.size();
                for (int i = 0; i < batch.size(); i++) {
                    worth[from + i] = mean(predictions.subList(i * each, (i + 1) * each), of);
                }
            }
            return worth;
        }

        private List<Predictions.Prediction> predict(List<boolean[]> coalitions) {
            return Predict.predictions(
                    model, call.card(), mixed.apply(coalitions).tensors());
        }
    }

    /** The predictions for texts. */
    private final class Texts {
        private final ModelCall call;
        private final TextModel model;
        private final ModelSpec.TextClassification spec;

        private Texts(ModelCall call, TextModel model, ModelSpec.TextClassification spec) {
            this.call = call;
            this.model = model;
            this.spec = spec;
        }

        private Predictions.Prediction predict(String text) {
            return predict(model.tokenize(text));
        }

        private Predictions.Prediction predict(TokenIds tokens) {
            inTime(call);
            return Predict.text(model, spec, tokens);
        }
    }
}
