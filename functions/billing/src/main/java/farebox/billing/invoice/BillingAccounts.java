package farebox.billing.invoice;

import farebox.billing.invoice.Tenants.Party;
import farebox.billing.invoice.Tenants.PaymentMode;
import farebox.billing.invoice.Tenants.PlanSpan;
import farebox.kernel.TenantId;
import farebox.kernel.Unavailable;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/** How tenants pay and who they are. */
public interface BillingAccounts {
    /**
     * A tenant of which nothing is stored has {@link Account#unknown}.
     *
     * @throws Unavailable if the store does not answer
     */
    Account read(TenantId tenant);

    /** @throws Unavailable if it is not known whether it was stored */
    void write(TenantId tenant, Account account);

    /**
     * @param zone in which the tenant's months begin
     * @param plans in the order of their beginnings; none as long as the tenant has the plan it was created on
     */
    record Account(PaymentMode mode, ZoneId zone, Party party, List<PlanSpan> plans) {
        public Account {
            plans = List.copyOf(plans);
        }

        /** Pays by invoice, for months of UTC. */
        public static Account unknown(TenantId tenant) {
            return new Account(PaymentMode.POSTPAID, ZoneOffset.UTC, Party.named(tenant.value()), List.of());
        }

        public Account with(PaymentMode other) {
            return new Account(other, zone, party, plans);
        }

        public Account with(Party other) {
            return new Account(mode, zone, other, plans);
        }

        Account with(List<PlanSpan> others) {
            return new Account(mode, zone, party, others);
        }
    }
}
