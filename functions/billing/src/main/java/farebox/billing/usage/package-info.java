/** What metering knows, as billing needs it: sums and events as quantities, and prepaid credit for metered calls. */
@NullMarked
package farebox.billing.usage;

import org.jspecify.annotations.NullMarked;
