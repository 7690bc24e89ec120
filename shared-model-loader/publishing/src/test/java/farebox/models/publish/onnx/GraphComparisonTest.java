package farebox.models.publish.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import farebox.kernel.InvalidRequest;
import farebox.models.ModelSpec;
import farebox.models.Provenance.Comparison;
import farebox.models.onnx.OnnxSession;
import farebox.models.onnx.SessionSettings;
import farebox.models.publish.PublishRequest;
import farebox.models.publish.PublishRequest.Acceptance;
import farebox.models.publish.TestGraph;
import farebox.models.publish.TestModels;
import farebox.models.tensor.Shape;
import farebox.models.tensor.Tensor;
import farebox.models.tensor.TensorType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A graph beside one that is not what it should be. */
class GraphComparisonTest {
    private final Path folder;

    GraphComparisonTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void run_measuresTheLargestDifference() throws Exception {
        Comparison comparison = compare(plus(1), plus(1.01f), 0.1);

        assertThat(comparison.largestDifference()).isCloseTo(0.01, within(1e-6));
        assertThat(comparison.tolerance()).isEqualTo(0.1);
        assertThat(comparison.samples()).isEqualTo(4);
    }

    @Test
    void run_refusesADifferenceAboveTheTolerance() {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> compare(plus(1), plus(1.01f), 0.001))
                .withMessageContaining("the tolerance is 0.001");
    }

    @Test
    void run_refusesANumberThatBecomesNone() {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> compare(plus(1), plus(Float.NaN), 0.1))
                .withMessageContaining("Infinity");
    }

    @Test
    void run_takesTheSamplesOfTheRequestInsteadOfItsOwn() throws Exception {
        Tensor sample = new Tensor(
                "x",
                TensorType.FP32,
                Shape.of(2),
                Tensor.ofRows("x", List.of(new float[] {1, 2}), 2).content());

        assertThat(compare(plus(1), plus(1), new Acceptance(0, List.of(List.of(sample))))
                        .samples())
                .isEqualTo(1);
    }

    private static TestGraph plus(float number) {
        return new TestGraph()
                .input("x", TestGraph.FLOAT, -1)
                .output("y", TestGraph.FLOAT, -1)
                .floats("number", List.of(1L), number)
                .node("Add", List.of("x", "number"), "y");
    }

    private Comparison compare(TestGraph given, TestGraph served, double tolerance) throws Exception {
        return compare(given, served, new Acceptance(tolerance, List.of()));
    }

    private Comparison compare(TestGraph given, TestGraph served, Acceptance acceptance) throws Exception {
        PublishRequest plain = TestModels.request("compared", given, new ModelSpec.Tensors());
        PublishRequest request = new PublishRequest(
                plain.model(), plain.spec(), plain.files(), plain.origin(), new TreeMap<>(), acceptance);
        try (OnnxSession one = open("given", given);
                OnnxSession other = open("served", served)) {
            return new GraphComparison(one, other, one.schema(), request)
                    .run(new SampleInputs(one.schema()).generated());
        }
    }

    private OnnxSession open(String name, TestGraph graph) throws Exception {
        return OnnxSession.open(Files.write(folder.resolve(name), graph.toBytes()), SessionSettings.asGiven());
    }
}
