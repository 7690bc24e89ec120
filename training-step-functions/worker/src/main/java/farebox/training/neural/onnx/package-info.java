/** Writes a trained network as an ONNX graph. */
@NullMarked
package farebox.training.neural.onnx;

import org.jspecify.annotations.NullMarked;
