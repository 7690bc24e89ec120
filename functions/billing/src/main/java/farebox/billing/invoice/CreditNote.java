package farebox.billing.invoice;

import farebox.billing.Money;
import farebox.kernel.TenantId;
import java.time.Instant;

/**
 * Gives back a part of an invoice's line.
 *
 * @param number in a sequence without gaps of its own
 * @param line of the invoice, counted from 1
 */
public record CreditNote(
        String number, TenantId tenant, String invoice, int line, Money amount, String reason, Instant issued) {}
