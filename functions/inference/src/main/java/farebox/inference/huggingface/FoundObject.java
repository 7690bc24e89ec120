package farebox.inference.huggingface;

import farebox.inference.DetectObjects;

/** A thing in an image, as JSON has it. */
public record FoundObject(String label, double score, Sides box) {
    /** In pixels. */
    public record Sides(int xmin, int ymin, int xmax, int ymax) {}

    static FoundObject of(DetectObjects.Found found) {
        DetectObjects.Box box = found.box();
        return new FoundObject(found.label(), found.score(), new Sides(box.xMin(), box.yMin(), box.xMax(), box.yMax()));
    }
}
