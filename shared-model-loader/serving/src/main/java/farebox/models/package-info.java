/**
 * Finds, fetches, verifies, caches and opens models. One model format: an ONNX graph, its tokenizer and a manifest.
 *
 * <p>It knows no caller, no money and no protocol; which tenant may use which model is decided above it.
 */
@NullMarked
package farebox.models;

import org.jspecify.annotations.NullMarked;
