package farebox.billing.invoice;

import farebox.kernel.NotFound;
import farebox.kernel.PlanName;
import farebox.kernel.TenantId;
import farebox.kernel.Unavailable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What billing needs to know of tenants and the operator. */
public interface Tenants {
    /**
     * @throws NotFound if there is no such tenant
     * @throws Unavailable if the store does not answer
     */
    BillingAccount account(TenantId tenant);

    /** Every tenant that is billed. */
    Set<TenantId> all();

    /** The operator, who sends the invoices. */
    Party seller();

    /**
     * How a tenant is billed.
     *
     * @param plans in the order of their beginnings; the first begins when the tenant was created
     * @param zone in which its months begin
     */
    record BillingAccount(TenantId tenant, PaymentMode mode, List<PlanSpan> plans, java.time.ZoneId zone, Party party) {
        public BillingAccount {
            plans = List.copyOf(plans);
        }
    }

    /** A plan and the instant from which a tenant has it. */
    record PlanSpan(PlanName plan, Instant from) {}

    /** When a tenant pays. */
    enum PaymentMode {
        /** Before a call, from its balance. */
        PREPAID,
        /** After a month, by invoice. */
        POSTPAID
    }

    /** A party to an invoice. */
    record Party(String name, List<String> address, Optional<String> taxId) {
        public Party {
            address = List.copyOf(address);
        }

        /** A party of which only the name is known. */
        public static Party named(String name) {
            return new Party(name, List.of(), Optional.empty());
        }
    }
}
