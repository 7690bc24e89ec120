/** Uploaded tables as comma-separated values. */
@NullMarked
package farebox.batch.csv;

import org.jspecify.annotations.NullMarked;
