package farebox.inference;

import farebox.inference.DetectObjects.Box;
import farebox.inference.DetectObjects.Found;
import farebox.models.AnchorBoxes;
import farebox.models.ModelSpec;
import farebox.models.image.ImageSize;
import farebox.models.tensor.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Turns the numbers of a single-shot detector into boxes, and leaves one of those that lie over each other. */
record AnchorDecoder(ModelSpec.ObjectDetection spec, ImageSize size) {

    /** @param outputs scores and boxes of each grid, in turn */
    List<Found> found(List<Tensor> outputs) {
        List<Found> candidates = new ArrayList<>();
        List<AnchorBoxes.Grid> grids = spec.boxes().grids();
        for (int i = 0; i < grids.size(); i++) {
            add(
                    grids.get(i),
                    outputs.get(2 * i).numbers(),
                    outputs.get(2 * i + 1).numbers(),
                    candidates);
        }
        candidates.sort(Comparator.comparing(Found::score).reversed());
        return distinct(candidates);
    }

    private void add(AnchorBoxes.Grid grid, double[] scores, double[] boxes, List<Found> candidates) {
        int numbers = boxes.length / grid.anchors();
        int labels = spec.labels().size();
        for (int anchor = 0; anchor < grid.anchors(); anchor++) {
            for (int label = 0; label < labels; label++) {
                double score = 1 / (1 + Math.exp(-scores[anchor * labels + label]));
                if (score >= spec.boxes().minScore()) {
                    Box box = box(grid, anchor, boxes, anchor * numbers);
                    candidates.add(new Found(spec.labels().get(label), score, box));
                }
            }
        }
    }

    private Box box(AnchorBoxes.Grid grid, int anchor, double[] numbers, int at) {
        int cell = anchor / grid.anchorsPerCell();
        int row = cell / grid.columns();
        double unit = spec.boxes().unit();
        double x = (cell % grid.columns() + 0.5) / grid.columns() + numbers[at] / unit;
        double y = (row + 0.5) / grid.rows() + numbers[at + 1] / unit;
        double halfWidth = Math.abs(numbers[at + 2]) / unit / 2;
        double halfHeight = Math.abs(numbers[at + 3]) / unit / 2;
        return new Box(
                pixel(x - halfWidth, size.width()),
                pixel(y - halfHeight, size.height()),
                pixel(x + halfWidth, size.width()),
                pixel(y + halfHeight, size.height()));
    }

    private static int pixel(double part, int side) {
        return Math.clamp(Math.round(part * side), 0, side);
    }

    /** @param candidates the most certain first */
    private List<Found> distinct(List<Found> candidates) {
        List<Found> kept = new ArrayList<>();
        for (Found candidate : candidates) {
            if (kept.stream().noneMatch(better -> isSame(better, candidate))) {
                kept.add(candidate);
            }
        }
        return kept;
    }

    private boolean isSame(Found one, Found other) {
        return one.label().equals(other.label())
                && overlap(one.box(), other.box()) > spec.boxes().maxOverlap();
    }

    private static double overlap(Box one, Box other) {
        int width = Math.min(one.xMax(), other.xMax()) - Math.max(one.xMin(), other.xMin());
        int height = Math.min(one.yMax(), other.yMax()) - Math.max(one.yMin(), other.yMin());
        double shared = (double) Math.max(0, width) * Math.max(0, height);
        return shared / (area(one) + area(other) - shared);
    }

    private static double area(Box box) {
        return (double) (box.xMax() - box.xMin()) * (box.yMax() - box.yMin());
    }
}
