package farebox.models.audio;

import java.time.Duration;

/**
 * One channel of audio.
 *
 * @param samples from -1 to 1
 * @param rate samples a second
 */
public record Audio(float[] samples, int rate) {
    private static final long NANOS = 1_000_000_000;

    public Duration duration() {
        return Duration.ofNanos(samples.length * NANOS / rate);
    }

    /**
     * The same at another rate. A sample is the mean of those in its time where there were more, and lies between its
     * neighbours where there were fewer.
     */
    public Audio at(int wanted) {
        if (wanted == rate) {
            return this;
        }
        float[] resampled = new float[(int) Math.max(1, (long) samples.length * wanted / rate)];
        double step = (double) rate / wanted;
        for (int i = 0; i < resampled.length; i++) {
            resampled[i] = step > 1 ? mean(i * step, (i + 1) * step) : between(i * step);
        }
        return new Audio(resampled, wanted);
    }

    private float mean(double from, double to) {
        int first = (int) from;
        int end = Math.max(first + 1, (int) Math.min(samples.length, to));
        float sum = 0;
        for (int i = first; i < end; i++) {
            sum += samples[i];
        }
        return sum / (end - first);
    }

    private float between(double at) {
        int before = (int) at;
        int behind = Math.min(before + 1, samples.length - 1);
        return (float) (samples[before] + (at - before) * (samples[behind] - samples[before]));
    }
}
