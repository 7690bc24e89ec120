/**
 * Neural networks as values: layers that say once what they compute, over operations that PyTorch runs and
 * differentiates ({@code .djl}) and that an ONNX graph records ({@code .onnx}). This package knows neither.
 */
@NullMarked
package farebox.training.neural;

import org.jspecify.annotations.NullMarked;
