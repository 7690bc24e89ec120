/** Messages of a queue that a function is invoked with. */
@NullMarked
package farebox.queue;

import org.jspecify.annotations.NullMarked;
