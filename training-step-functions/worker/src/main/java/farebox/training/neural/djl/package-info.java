/** Trains networks with PyTorch through DJL: operations, optimisers, the loop and its checkpoints. */
@NullMarked
package farebox.training.neural.djl;

import org.jspecify.annotations.NullMarked;
