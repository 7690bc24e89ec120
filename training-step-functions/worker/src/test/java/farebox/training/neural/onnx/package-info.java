/** Compares networks in PyTorch with their graphs in ONNX Runtime. */
@NullMarked
package farebox.training.neural.onnx;

import org.jspecify.annotations.NullMarked;
