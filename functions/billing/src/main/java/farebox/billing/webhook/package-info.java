/** Webhooks over HTTP. */
@NullMarked
package farebox.billing.webhook;

import org.jspecify.annotations.NullMarked;
