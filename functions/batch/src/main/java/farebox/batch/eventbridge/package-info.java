/** Tells of results on an event bus. */
@NullMarked
package farebox.batch.eventbridge;

import org.jspecify.annotations.NullMarked;
