/**
 * The training worker: reads a spec and data, trains a model, evaluates it and exports it as one ONNX graph. It knows
 * nothing about tenants, money or where a model is published.
 */
@NullMarked
package farebox.training;

import org.jspecify.annotations.NullMarked;
