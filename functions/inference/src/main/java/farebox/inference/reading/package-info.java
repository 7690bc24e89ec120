/** Text in images: where its lines are, what they say, and in which order they are read. */
@NullMarked
package farebox.inference.reading;

import org.jspecify.annotations.NullMarked;
