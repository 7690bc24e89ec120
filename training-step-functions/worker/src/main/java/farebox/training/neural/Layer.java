package farebox.training.neural;

import java.util.List;

/** A part of a network: what it holds, what comes out of it, and what it computes. */
public sealed interface Layer
        permits Activate,
                Attention,
                BatchNormalization,
                Convolution,
                Dense,
                Dropout,
                Embedding,
                Flatten,
                GlobalPooling,
                LastStep,
                LayerNormalization,
                MeanOverTime,
                Pooling,
                Positions,
                Recurrent,
                Residual,
                Sequence {
    /**
     * What comes out when examples of these sizes go in.
     *
     * @throws IllegalArgumentException when such examples do not fit
     */
    Sizes output(Sizes input);

    /** What this layer holds when examples of these sizes go in. */
    List<WeightSpec> weights(Sizes input);

    <T> T apply(Context<T> context, T x);
}
