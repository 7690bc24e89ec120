/**
 * How training runs: its options, its order of examples, its state and the files that keep it. Plain Java; see
 * {@code .djl}.
 */
@NullMarked
package farebox.training.neural.fit;

import org.jspecify.annotations.NullMarked;
