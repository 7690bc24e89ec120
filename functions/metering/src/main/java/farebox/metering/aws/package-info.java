/** Metering on its AWS stores, as other functions use it. */
@NullMarked
package farebox.metering.aws;

import org.jspecify.annotations.NullMarked;
