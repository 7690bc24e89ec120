package farebox.training.neural.fit;

/** The rule that turns gradients into changes of weights. Weight decay is apart from the gradient in both. */
public sealed interface OptimizerSettings {
    /** Stochastic gradient descent. */
    record Sgd(double momentum) implements OptimizerSettings {}

    /** Adam with decoupled weight decay (Loshchilov and Hutter 2019). */
    record AdamW(double beta1, double beta2, double epsilon) implements OptimizerSettings {}

    static OptimizerSettings adam() {
        return new AdamW(0.9, 0.999, 1e-8);
    }
}
