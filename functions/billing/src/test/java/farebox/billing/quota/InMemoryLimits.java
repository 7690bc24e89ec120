package farebox.billing.quota;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Limits in memory. */
public final class InMemoryLimits implements Limits {
    private final Map<Owner, List<Limit>> limits = new HashMap<>();

    @Override
    public List<Limit> read(Owner owner) {
        return limits.getOrDefault(owner, List.of());
    }

    @Override
    public void write(Owner owner, List<Limit> written) {
        limits.put(owner, List.copyOf(written));
    }
}
