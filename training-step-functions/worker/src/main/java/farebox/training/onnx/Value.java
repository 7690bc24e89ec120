package farebox.training.onnx;

/** A tensor that a graph computes, holds or is given, by its name in that graph. */
public record Value(String name) {
    /** Stands for an optional input of an operator that is left out. */
    public static final Value ABSENT = new Value("");
}
