package farebox.inference;

import farebox.kernel.TenantId;
import farebox.models.ModelCard;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often and how long models ran in this process, each tenant's calls apart. They inform; the bill is made from
 * events and never from these.
 */
public final class Statistics {
    /** Counts are forgotten, the least recently used first, beyond this many. */
    private static final int MAX_COUNT = 1_000;

    private final Map<String, Count> counts = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
            return size() > MAX_COUNT;
        }
    };

    public Count of(TenantId tenant, ModelCard card) {
        synchronized (counts) {
            // A record as the key takes several times as long to hash with the first compiler.
            return counts.computeIfAbsent(tenant + "/" + card.ref() + "/" + card.version(), _ -> new Count());
        }
    }

    /**
     * One moment of a count.
     *
     * @param calls answered
     * @param inputs of the answered calls
     * @param whole time of the answered calls, tokenizing and waiting included
     * @param compute time of their predictions alone
     */
    public record Snapshot(
            long calls, long inputs, Duration whole, Duration compute, long failures, Duration failing) {}

    /** The calls of one tenant to one version of a model. */
    public static final class Count {
        private Snapshot now = new Snapshot(0, 0, Duration.ZERO, Duration.ZERO, 0, Duration.ZERO);

        private Count() {}

        public synchronized Snapshot now() {
            return now;
        }

        synchronized void succeeded(long inputs, Duration whole, Duration compute) {
            now = new Snapshot(
                    now.calls + 1,
                    now.inputs + inputs,
                    now.whole.plus(whole),
                    now.compute.plus(compute),
                    now.failures,
                    now.failing);
        }

        synchronized void failed(Duration whole) {
            now = new Snapshot(
                    now.calls, now.inputs, now.whole, now.compute, now.failures + 1, now.failing.plus(whole));
        }
    }
}
