package farebox.models;

import java.util.List;

/**
 * How pixels become numbers: a sample is 0 to 1; the mean of its channel is taken from it, and the rest divided by the
 * channel's standard deviation.
 *
 * @param order of the channels
 * @param mean one for each channel, in their order
 * @param standardDeviation as many
 */
public record PixelScale(Order order, List<Double> mean, List<Double> standardDeviation) {
    private static final int CHANNELS = 3;

    /** Of red, green and blue. */
    public enum Order {
        RGB,
        BGR
    }

    public PixelScale {
        mean = List.copyOf(mean);
        standardDeviation = List.copyOf(standardDeviation);
        Specs.require(
                mean.size() == CHANNELS && standardDeviation.size() == CHANNELS,
                "mean and standard_deviation have a number for each of 3 channels");
        Specs.requireScale(mean, standardDeviation);
    }
}
