package farebox.access;

import farebox.kernel.KeyId;
import farebox.kernel.Scope;
import farebox.kernel.TenantId;
import java.time.Instant;

/** What anybody who administers keys may see of one: everything but its digest. */
public record ListedKey(KeyId id, TenantId tenant, Scope scope, Instant created, KeyState state) {}
