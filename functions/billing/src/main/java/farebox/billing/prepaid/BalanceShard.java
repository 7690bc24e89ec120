package farebox.billing.prepaid;

import farebox.kernel.TenantId;

/** A part of a tenant's balance that is written on its own; several take more writes a second than one. */
public record BalanceShard(TenantId tenant, int number) {
    public BalanceShard {
        if (number < 0) {
            throw new IllegalArgumentException("shards count from 0: " + number);
        }
    }
}
