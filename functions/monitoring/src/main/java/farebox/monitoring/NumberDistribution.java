package farebox.monitoring;

import java.lang.foreign.MemorySegment;
import org.apache.datasketches.kll.KllDoublesSketch;
import org.apache.datasketches.quantilescommon.DoublesSortedView;
import org.apache.datasketches.quantilescommon.QuantileSearchCriteria;

/**
 * Numbers, as a KLL sketch: some of them with weights, from which the rank of any number follows with a known error,
 * however many there were (Karnin, Lang, Liberty, "Optimal Quantile Approximation in Streams", FOCS 2016).
 */
public final class NumberDistribution implements ColumnDistribution {
    /** Rank error 1.3 % at 99 % confidence, at most about 4 KiB. */
    private static final int SIZE = 200;

    private final KllDoublesSketch sketch;
    private long missing;

    public NumberDistribution() {
        this(KllDoublesSketch.newHeapInstance(SIZE), 0);
    }

    private NumberDistribution(KllDoublesSketch sketch, long missing) {
        this.sketch = sketch;
        this.missing = missing;
    }

    /** @param bytes of {@link #bytes()} */
    static NumberDistribution of(byte[] bytes, long missing) {
        return new NumberDistribution(KllDoublesSketch.heapify(MemorySegment.ofArray(bytes)), missing);
    }

    /** @param value NaN where there is none */
    public void add(double value) {
        if (Double.isNaN(value)) {
            missing++;
        } else {
            sketch.update(value);
        }
    }

    void merge(NumberDistribution other) {
        sketch.merge(other.sketch);
        missing += other.missing;
    }

    byte[] bytes() {
        return sketch.toByteArray();
    }

    @Override
    public long count() {
        return sketch.getN();
    }

    @Override
    public long missing() {
        return missing;
    }

    /** The numbers that the sketch has kept, in order; between two of them no rank changes. */
    public double[] kept() {
        return sketch.isEmpty() ? new double[0] : view().getQuantiles();
    }

    /**
     * The share of all numbers that are not larger than each of these.
     *
     * @param values at least one number must have been added
     */
    public double[] shareUpTo(double[] values) {
        DoublesSortedView view = view();
        double[] shares = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            shares[i] = view.getRank(values[i], QuantileSearchCriteria.INCLUSIVE);
        }
        return shares;
    }

    /** @param share from 0 to 1; at least one number must have been added */
    public double quantile(double share) {
        return sketch.getQuantile(share, QuantileSearchCriteria.INCLUSIVE);
    }

    /** By how much a rank may be wrong, at 99 % confidence; 0 as long as every number is kept. */
    public double rankError() {
        return sketch.isEstimationMode() ? sketch.getNormalizedRankError(false) : 0;
    }

    private DoublesSortedView view() {
        return sketch.getSortedView();
    }
}
