/** Model families that learn from rows of numbers, each of which can write itself into an ONNX graph. */
@NullMarked
package farebox.training.tabular;

import org.jspecify.annotations.NullMarked;
