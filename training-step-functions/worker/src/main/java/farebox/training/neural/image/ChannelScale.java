package farebox.training.neural.image;

import farebox.training.neural.Inputs;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What is taken from the samples of each channel, and what the rest is divided by. */
public record ChannelScale(List<Double> mean, List<Double> deviation) {
    public ChannelScale {
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
    }

    /** Samples as they are. */
    public static ChannelScale none(int channels) {
        return new ChannelScale(Collections.nCopies(channels, 0.0), Collections.nCopies(channels, 1.0));
    }

    /** Mean 0 and deviation 1 in each channel of these images. */
    public static ChannelScale of(Inputs.Numbers images) {
        int channels = channels(images);
        List<Double> mean = new ArrayList<>();
        List<Double> deviation = new ArrayList<>();
        for (int channel = 0; channel < channels; channel++) {
            double sum = 0;
            double squares = 0;
            long count = 0;
            for (int i = 0; i < images.values().length; i++) {
                if (channelOf(i, images) == channel) {
                    sum += images.values()[i];
                    squares += (double) images.values()[i] * images.values()[i];
                    count++;
                }
            }
            double variance = squares / count - sum / count * (sum / count);
            mean.add(sum / count);
            deviation.add(variance > 1e-12 ? Math.sqrt(variance) : 1);
        }
        return new ChannelScale(mean, deviation);
    }

    public Inputs.Numbers apply(Inputs.Numbers images) {
        float[] scaled = new float[images.values().length];
        for (int i = 0; i < scaled.length; i++) {
            int channel = channelOf(i, images);
            scaled[i] = (float) ((images.values()[i] - mean.get(channel)) / deviation.get(channel));
        }
        return new Inputs.Numbers(scaled, images.sizes());
    }

    private static int channels(Inputs.Numbers images) {
        return Math.toIntExact(images.sizes().first());
    }

    private static int channelOf(int sample, Inputs.Numbers images) {
        int length = Math.toIntExact(images.sizes().count());
        return sample % length / (length / channels(images));
    }
}
