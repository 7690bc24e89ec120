package farebox.models;

import farebox.kernel.InvalidRequest;
import farebox.models.tensor.TensorSchema;
import java.util.List;

/** What the alternatives of a spec check alike. */
final class Specs {
    private Specs() {}

    static void require(boolean holds, String rule) {
        if (!holds) {
            throw new InvalidRequest(rule);
        }
    }

    /** Of samples from 0 to 1, one number for each channel. */
    static void requireScale(List<Double> mean, List<Double> standardDeviation) {
        require(
                mean.stream().allMatch(Double::isFinite)
                        && standardDeviation.stream().allMatch(each -> Double.isFinite(each) && each > 0),
                "mean and standard_deviation are numbers, and a standard deviation is above 0");
    }

    static boolean isFreeOr(long wanted, long size) {
        return size == wanted || size == TensorSchema.FREE;
    }
}
