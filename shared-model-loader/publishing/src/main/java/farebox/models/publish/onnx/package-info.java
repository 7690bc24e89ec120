/**
 * Conversion with ONNX Runtime: validates a graph before any engine reads it, optimises it, and compares the result.
 */
@NullMarked
package farebox.models.publish.onnx;

import org.jspecify.annotations.NullMarked;
