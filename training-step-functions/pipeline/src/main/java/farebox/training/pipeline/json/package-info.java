/** Stored runs and events as JSON. */
@NullMarked
package farebox.training.pipeline.json;

import org.jspecify.annotations.NullMarked;
