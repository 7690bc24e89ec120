package farebox.billing.invoice;

import farebox.billing.ExactAmount;
import farebox.kernel.TenantId;
import java.time.Instant;

/**
 * What a call cost that was billed and not delivered. It is taken off the invoice of the month in which it is recorded.
 *
 * @param event under which the call was billed; refunded once
 * @param month of the invoice
 */
public record Refund(String event, TenantId tenant, String month, ExactAmount amount, String reason, Instant at) {}
