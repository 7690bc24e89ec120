package farebox.training.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import farebox.training.onnx.TreeEnsemble.Comparison;
import farebox.training.onnx.TreeEnsemble.Leaf;
import farebox.training.onnx.TreeEnsemble.Split;
import farebox.training.onnx.TreeEnsemble.Tree;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TreeEnsembleTest {
    @Test
    void scores_areTheBasePlusEveryTreesLeaf() {
        Tree first = stump(0, 1f, 10f, 20f, false);
        Tree second = stump(1, 5f, 100f, 200f, false);
        float[][] rows = {{0, 0}, {2, 0}, {2, 9}};

        assertThat(scores(new TreeEnsemble(Comparison.LESS, List.of(first, second), List.of(0.5f)), rows))
                .isEqualTo(new float[][] {{110.5f}, {120.5f}, {220.5f}});
    }

    @Test
    void comparison_decidesWhereARowOnTheThresholdGoes() {
        float[][] rows = {{1, 0}};
        Tree tree = stump(0, 1f, 10f, 20f, false);

        assertThat(scores(new TreeEnsemble(Comparison.LESS, List.of(tree), List.of(0f)), rows))
                .isEqualTo(new float[][] {{20}});
        assertThat(scores(new TreeEnsemble(Comparison.LESS_OR_EQUAL, List.of(tree), List.of(0f)), rows))
                .isEqualTo(new float[][] {{10}});
    }

    @Test
    void missingValues_goWhereTheSplitSays() {
        float[][] rows = {{Float.NaN, 0}};

        assertThat(scores(new TreeEnsemble(Comparison.LESS, List.of(stump(0, 1f, 10f, 20f, true)), List.of(0f)), rows))
                .isEqualTo(new float[][] {{10}});
        assertThat(scores(new TreeEnsemble(Comparison.LESS, List.of(stump(0, 1f, 10f, 20f, false)), List.of(0f)), rows))
                .isEqualTo(new float[][] {{20}});
    }

    @Test
    void leaves_addToTheirTarget() {
        Tree tree = new Tree(
                List.of(new Split(0, 1f, 1, 2, false), Leaf.of(0, 3, 7f), new Leaf(List.of(0.1f, 0.2f, 0.7f))));

        assertThat(scores(
                        new TreeEnsemble(Comparison.LESS, List.of(tree), List.of(0f, 0f, 1f)),
                        new float[][] {{0, 0}, {1, 0}}))
                .isEqualTo(new float[][] {{7, 0, 1}, {0.1f, 0.2f, 1.7f}});
    }

    @Test
    void addTo_refusesALeafOfAnotherNumberOfTargets() {
        TreeEnsemble ensemble =
                new TreeEnsemble(Comparison.LESS, List.of(new Tree(List.of(new Leaf(List.of(1f, 2f))))), List.of(0f));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> scores(ensemble, new float[1][2]))
                .withMessage("a leaf has 2 weights for 1 targets");
    }

    private static Tree stump(int feature, float threshold, float below, float above, boolean missingIsTrue) {
        return new Tree(List.of(
                new Split(feature, threshold, 1, 2, missingIsTrue),
                new Leaf(List.of(below)),
                new Leaf(List.of(above))));
    }

    private static Object scores(TreeEnsemble ensemble, float[][] rows) {
        GraphBuilder builder = new GraphBuilder("trees");
        Dimension count = Dimension.free("rows");
        Value x = builder.input("x", ElementType.FLOAT, count, Dimension.fixed(2));
        int targets = ensemble.baseScores().size();
        builder.output("scores", ensemble.addTo(builder, x), ElementType.FLOAT, count, Dimension.fixed(targets));
        return Onnx.run(builder.build(), Map.of("x", rows), "scores");
    }
}
