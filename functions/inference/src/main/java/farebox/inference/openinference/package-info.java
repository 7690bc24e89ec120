/**
 * The Open Inference Protocol, version 2, with its binary tensor extension, as tritonclient and KServe's clients call
 * it.
 */
@NullMarked
package farebox.inference.openinference;

import org.jspecify.annotations.NullMarked;
