package farebox.files;

import farebox.kernel.ByteCount;
import farebox.kernel.PlanName;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/** The largest object that a tenant may upload by a signed URL, by plan. */
public record UploadLimits(Map<PlanName, ByteCount> byPlan) {
    public UploadLimits {
        byPlan = Map.copyOf(byPlan);
    }

    /**
     * @param setting {@code <plan>=<MiB>} with blanks between, such as {@code free=64 standard=5000}
     * @throws IllegalArgumentException if it has another form
     */
    public static UploadLimits parse(String setting) {
        Map<PlanName, ByteCount> limits = new TreeMap<>();
        for (String entry : setting.strip().split("\\s+", -1)) {
            String[] parts = entry.split("=", -1);
            if (parts.length != 2 || !parts[1].matches("[1-9][0-9]{0,6}")) {
                throw new IllegalArgumentException(
                        "upload limits are '<plan>=<MiB>' with blanks between, and '" + entry + "' is not");
            }
            limits.put(new PlanName(parts[0]), ByteCount.ofMebibytes(Long.parseLong(parts[1])));
        }
        return new UploadLimits(limits);
    }

    /** A plan that is not named has the least. */
    public ByteCount of(PlanName plan) {
        return byPlan.getOrDefault(
                plan, byPlan.values().stream().min(Comparator.naturalOrder()).orElse(ByteCount.NONE));
    }
}
