package farebox.models.publish.onnx;

import ai.onnxruntime.OrtException;
import farebox.kernel.InvalidRequest;
import farebox.models.ClassScores;
import farebox.models.ModelSpec;
import farebox.models.Provenance;
import farebox.models.onnx.OnnxSession;
import farebox.models.onnx.Pooler;
import farebox.models.publish.PublishRequest;
import farebox.models.tensor.GraphSchema;
import farebox.models.tensor.Tensor;
import farebox.models.tensor.TensorSchema;
import java.util.Arrays;
import java.util.List;

/** Runs a graph as it was given and as it is served, and compares what a caller gets. */
final class GraphComparison {
    private final OnnxSession given;
    private final OnnxSession served;
    private final List<String> outputs;
    private final PublishRequest request;

    GraphComparison(OnnxSession given, OnnxSession served, GraphSchema graph, PublishRequest request) {
        this.given = given;
        this.served = served;
        this.outputs = graph.outputs().stream().map(TensorSchema::name).toList();
        this.request = request;
    }

    /** @throws InvalidRequest if the graph does not take the input, or gives vectors of another length */
    void requireDimensions(List<Tensor> longest, ModelSpec.TextEmbedding spec) {
        Tensor hidden = named(requireTakes(longest), spec.output());
        long dimensions = hidden.shape().sizes().getLast();
        if (dimensions != spec.dimensions()) {
            throw new InvalidRequest(
                    "the graph gives " + dimensions + " dimensions, and the spec says " + spec.dimensions());
        }
    }

    /** @throws InvalidRequest if the graph does not take an input as long as the spec says */
    List<Tensor> requireTakes(List<Tensor> longest) {
        try {
            return given.run(longest, outputs);
        } catch (OrtException e) {
            throw new InvalidRequest(
                    "the graph does not take a text of as many tokens, or of as large ones, as the spec says: shape "
                            + longest.getFirst().shape());
        }
    }

    /**
     * @param generated used unless the request brings samples of its own
     * @throws InvalidRequest if the graph takes none of them, or the results differ by more than is accepted
     */
    Provenance.Comparison run(List<List<Tensor>> generated) {
        PublishRequest.Acceptance acceptance = request.acceptance();
        List<List<Tensor>> samples = acceptance.samples().isEmpty() ? generated : acceptance.samples();
        double largest = 0;
        for (List<Tensor> sample : samples) {
            largest = Math.max(largest, difference(results(given, sample), results(served, sample)));
        }
        if (!(largest <= acceptance.tolerance())) {
            throw new InvalidRequest("optimising the graph changes its results by up to " + largest
                    + ", and the tolerance is " + acceptance.tolerance());
        }
        return new Provenance.Comparison(samples.size(), largest, acceptance.tolerance(), batchesAlike(generated));
    }

    private boolean batchesAlike(List<List<Tensor>> generated) {
        return switch (request.spec()) {
            case ModelSpec.TextEmbedding spec -> new BatchComparison(served, spec).isAlike(generated);
            case ModelSpec.ImageClassification spec -> new ImageBatchComparison(served, spec).isAlike(generated);
            case ModelSpec.TextClassification _,
                    ModelSpec.TabularClassification _,
                    ModelSpec.TabularRegression _,
                    ModelSpec.ImageToText _,
                    ModelSpec.ObjectDetection _,
                    ModelSpec.VoiceActivity _,
                    ModelSpec.TextGeneration _,
                    ModelSpec.Sequence _,
                    ModelSpec.Tensors _ -> false;
        };
    }

    private List<Tensor> results(OnnxSession session, List<Tensor> sample) {
        try {
            return session.run(sample, outputs);
        } catch (OrtException e) {
            throw new InvalidRequest("the graph does not take the sample of the shapes "
                    + sample.stream().map(Tensor::shape).toList() + " (" + e.getCode()
                    + "); publish it with samples of its own");
        }
    }

    private double difference(List<Tensor> one, List<Tensor> other) {
        double largest = 0;
        for (int i = 0; i < outputs.size(); i++) {
            requireSameForm(one.get(i), other.get(i));
            if (one.get(i).content() instanceof Tensor.Fixed) {
                largest = Math.max(largest, largest(numbers(one.get(i)), numbers(other.get(i))));
            }
        }
        return largest;
    }

    /** Texts are the same or not; there is no difference to measure. */
    private static void requireSameForm(Tensor one, Tensor other) {
        boolean same = one.shape().equals(other.shape());
        if (one.content() instanceof Tensor.Pieces texts && other.content() instanceof Tensor.Pieces others) {
            same &= Arrays.deepEquals(texts.pieces().toArray(), others.pieces().toArray());
        }
        if (!same) {
            throw new InvalidRequest("optimising the graph changes its output '" + one.name() + "'");
        }
    }

    /** What a caller is given of an output: vectors pooled, scores as probabilities, anything else as it is. */
    private double[] numbers(Tensor output) {
        return switch (request.spec()) {
            case ModelSpec.TextEmbedding spec when spec.output().equals(output.name()) -> pooled(spec, output);
            case ModelSpec.TextClassification spec -> numbers(spec.scores(), output);
            case ModelSpec.TabularClassification spec -> numbers(spec.scores(), output);
            case ModelSpec.ImageClassification spec -> numbers(spec.scores(), output);
            case ModelSpec.TextEmbedding _,
                    ModelSpec.TabularRegression _,
                    ModelSpec.ImageToText _,
                    ModelSpec.ObjectDetection _,
                    ModelSpec.VoiceActivity _,
                    ModelSpec.TextGeneration _,
                    ModelSpec.Sequence _,
                    ModelSpec.Tensors _ -> output.numbers();
        };
    }

    private static double[] numbers(ClassScores scores, Tensor output) {
        double[] numbers = output.numbers();
        if (!scores.output().equals(output.name())) {
            return numbers;
        }
        int classes = scores.labels().size();
        double[] probabilities = new double[numbers.length];
        for (int row = 0; row + classes <= numbers.length; row += classes) {
            double[] each = scores.probabilities(Arrays.copyOfRange(numbers, row, row + classes));
            System.arraycopy(each, 0, probabilities, row, classes);
        }
        return probabilities;
    }

    private static double[] pooled(ModelSpec.TextEmbedding spec, Tensor hidden) {
        float[] vector =
                new Pooler(spec.pooling(), spec.normalise()).poolRows(hidden).getFirst();
        double[] numbers = new double[vector.length];
        Arrays.setAll(numbers, i -> vector[i]);
        return numbers;
    }

    /** Two that are not numbers are the same; one alone differs from every number. */
    private static double largest(double[] one, double[] other) {
        double largest = 0;
        for (int i = 0; i < one.length; i++) {
            if (Double.compare(one[i], other[i]) != 0) {
                double difference = Math.abs(one[i] - other[i]);
                largest = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(largest, difference);
            }
        }
        return largest;
    }

    private static Tensor named(List<Tensor> tensors, String name) {
        return tensors.stream()
                .filter(tensor -> tensor.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
