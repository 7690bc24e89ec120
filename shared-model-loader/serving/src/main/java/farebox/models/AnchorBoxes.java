package farebox.models;

import farebox.models.tensor.GraphSchema;
import farebox.models.tensor.TensorSchema;
import farebox.models.tensor.TensorType;
import java.util.List;

/**
 * The boxes of a single-shot detector (Liu et al., SSD, 2016), relative to anchors: points in the middle of the cells
 * of some grids that lie over the image. Of each anchor the graph gives a score for each label, and at least four
 * numbers: how far the middle of the box is from the anchor, across and down, and the box's width and height.
 *
 * @param unit how many of these numbers make the side of the image
 * @param minScore of a thing that is found, as a probability
 * @param maxOverlap of two boxes, as the part of both together that both have; of boxes that share more, the one of the
 *     highest score counts
 */
public record AnchorBoxes(double unit, List<Grid> grids, double minScore, double maxOverlap) {
    private static final int MAX_ANCHORS = 100_000;
    private static final int AXES = 3;
    private static final int NUMBERS_OF_A_BOX = 4;

    /**
     * One grid; its anchors come row by row, those of one cell together.
     *
     * @param scores an output (images, anchors, labels)
     * @param boxes an output (images, anchors, 4 or more)
     */
    public record Grid(String scores, String boxes, int rows, int columns, int anchorsPerCell) {
        public int anchors() {
            return rows * columns * anchorsPerCell;
        }

        private void requireFits(GraphSchema graph, int labels) {
            Specs.require(
                    isTensor(graph.requireOutput(scores), labels, labels),
                    "the output '" + scores + "' is an FP32 tensor of (images, " + anchors() + ", " + labels + ")");
            Specs.require(
                    isTensor(graph.requireOutput(boxes), NUMBERS_OF_A_BOX, Integer.MAX_VALUE),
                    "the output '" + boxes + "' is an FP32 tensor of (images, " + anchors() + ", 4 or more)");
        }

        private boolean isTensor(TensorSchema tensor, int least, int most) {
            return tensor.type() == TensorType.FP32
                    && tensor.shape().size() == AXES
                    && tensor.shape().get(1) == anchors()
                    && tensor.shape().getLast() >= least
                    && tensor.shape().getLast() <= most;
        }
    }

    public AnchorBoxes {
        grids = List.copyOf(grids);
        Specs.require(
                minScore > 0 && minScore < 1 && maxOverlap >= 0 && maxOverlap <= 1,
                "min_score and max_overlap are from 0 to 1");
        Specs.require(unit > 0 && Double.isFinite(unit), "the unit of boxes is above 0");
        Specs.require(
                !grids.isEmpty()
                        && grids.stream()
                                .allMatch(grid -> Math.min(grid.rows(), grid.columns()) >= 1
                                        && grid.anchorsPerCell() >= 1
                                        && (long) grid.rows() * grid.columns() * grid.anchorsPerCell() <= MAX_ANCHORS),
                "a grid has 1 to " + MAX_ANCHORS + " anchors");
    }

    void requireFits(GraphSchema graph, int labels) {
        grids.forEach(grid -> grid.requireFits(graph, labels));
    }
}
