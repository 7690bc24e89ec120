/**
 * What makes a repeated attempt harmless: ids under which something is billed at most once, locks on requests in
 * progress, and stored responses. Responses are opaque bytes here.
 */
@NullMarked
package farebox.metering.idempotency;

import org.jspecify.annotations.NullMarked;
