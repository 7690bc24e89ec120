package farebox.training.neural;

/** A function of one element. */
public enum Activation {
    RELU,
    /** The exact one, by the error function. */
    GELU,
    TANH,
    SIGMOID
}
