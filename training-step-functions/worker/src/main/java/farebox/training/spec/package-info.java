/** The training spec: what to train, on which data, and when the result is good enough. It reads no data. */
@NullMarked
package farebox.training.spec;

import org.jspecify.annotations.NullMarked;
