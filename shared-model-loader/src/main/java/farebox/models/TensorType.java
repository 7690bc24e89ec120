package farebox.models;

/** What the elements of a tensor are, by the names of the Open Inference Protocol. */
public enum TensorType {
    INT64,
    FP32
}
