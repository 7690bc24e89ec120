package farebox.monitoring;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Categories and how often each was seen. Beyond a number of different ones, others are counted together: a column with
 * so many has no category that weighs.
 */
public final class CategoryDistribution implements ColumnDistribution {
    private static final int MAX_CATEGORIES = 100;

    private final Map<String, Long> counts;
    private long others;
    private long missing;

    public CategoryDistribution() {
        this(Map.of(), 0, 0);
    }

    CategoryDistribution(Map<String, Long> counts, long others, long missing) {
        this.counts = new TreeMap<>(counts);
        this.others = others;
        this.missing = missing;
    }

    public void add(String category) {
        add(category, 1);
    }

    public void addMissing() {
        missing++;
    }

    void merge(CategoryDistribution other) {
        other.counts.forEach(this::add);
        others += other.others;
        missing += other.missing;
    }

    private void add(String category, long times) {
        if (counts.containsKey(category) || counts.size() < MAX_CATEGORIES) {
            counts.merge(category, times, Long::sum);
        } else {
            others += times;
        }
    }

    public Map<String, Long> counts() {
        return Collections.unmodifiableMap(counts);
    }

    /** How many rows had a category that is not counted by itself. */
    public long others() {
        return others;
    }

    @Override
    public long count() {
        return counts.values().stream().mapToLong(Long::longValue).sum() + others;
    }

    @Override
    public long missing() {
        return missing;
    }
}
