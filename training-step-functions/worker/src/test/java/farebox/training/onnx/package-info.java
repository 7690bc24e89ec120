/** Tests of the graph writer. */
@NullMarked
package farebox.training.onnx;

import org.jspecify.annotations.NullMarked;
