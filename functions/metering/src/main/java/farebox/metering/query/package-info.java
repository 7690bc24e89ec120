/** Reads what was used, in buckets of time. */
@NullMarked
package farebox.metering.query;

import org.jspecify.annotations.NullMarked;
