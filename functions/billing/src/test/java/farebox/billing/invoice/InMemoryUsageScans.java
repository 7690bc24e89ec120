package farebox.billing.invoice;

import farebox.kernel.TenantId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Scans in memory. */
public final class InMemoryUsageScans implements UsageScans {
    private final Map<String, FrozenUsage> scans = new TreeMap<>();

    @Override
    public void write(String scan, Segment segment, FrozenUsage usage) {
        scans.put(prefix(scan, usage.tenant(), usage.month()) + segment.number(), usage);
    }

    @Override
    public List<FrozenUsage> read(String scan, TenantId tenant, String month) {
        String prefix = prefix(scan, tenant, month);
        return scans.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static String prefix(String scan, TenantId tenant, String month) {
        return tenant + "#" + month + "#" + scan + "#";
    }
}
