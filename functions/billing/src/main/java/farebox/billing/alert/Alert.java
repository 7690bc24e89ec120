package farebox.billing.alert;

import farebox.kernel.TenantId;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * A tenant has used a share of a limit, or of its prepaid credit.
 *
 * @param subject the name of a limit, such as {@code calls-day}, or {@code credit}
 * @param window what the share is of: the start of a limit's window, or the credit that was granted; with tenant,
 *     subject and percent, the id of the alert
 */
public record Alert(
        TenantId tenant, String subject, String window, int percent, BigDecimal used, BigDecimal of, Instant at) {
    /** The same for every repetition. */
    public String id() {
        return String.join(".", tenant.value(), subject, window, Integer.toString(percent));
    }
}
