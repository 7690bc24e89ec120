/** Encoded audio of strangers becomes samples: bounds are checked in the header, before anything is decoded. */
@NullMarked
package farebox.models.audio;

import org.jspecify.annotations.NullMarked;
