/**
 * Opens models with DJL on ONNX Runtime, and prepares graphs that somebody brings: admits, converts, compares.
 *
 * <p>It reads local files only and knows no registry.
 */
@NullMarked
package farebox.models.onnx;

import org.jspecify.annotations.NullMarked;
