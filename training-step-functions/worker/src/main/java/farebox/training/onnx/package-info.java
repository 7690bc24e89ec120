/**
 * Writes ONNX graphs: typed values, operators, constants and tree ensembles, and the joining of a trained head to a
 * given graph. It knows the format, and nothing of training.
 */
@NullMarked
package farebox.training.onnx;

import org.jspecify.annotations.NullMarked;
