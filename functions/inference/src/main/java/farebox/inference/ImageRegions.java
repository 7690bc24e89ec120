package farebox.inference;

import farebox.models.ImageInput;
import farebox.models.image.ImageSize;
import farebox.models.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Parts of an image that are covered one after the other: a grid of up to 7 × 7. */
record ImageRegions(ImageInput spec, ImageSize size) {
    private static final int MOST = 7;

    /** As the model's tensor has them, row by row. */
    List<Explanation.Region> inTensor() {
        int across = Math.min(MOST, spec.width());
        int down = Math.min(MOST, spec.height());
        List<Explanation.Region> regions = new ArrayList<>();
        for (int row = 0; row < down; row++) {
            for (int column = 0; column < across; column++) {
                int x = column * spec.width() / across;
                int y = row * spec.height() / down;
                regions.add(new Explanation.Region(
                        x, y, (column + 1) * spec.width() / across - x, (row + 1) * spec.height() / down - y));
            }
        }
        return regions;
    }

    /** The same part of the image that was sent. What {@link ImageInput.Resize#CENTER_CROP} cuts off is in none. */
    Explanation.Region inImage(Explanation.Region region) {
        double across = (double) spec.width() / size.width();
        double down = (double) spec.height() / size.height();
        double cover = Math.max(across, down);
        boolean stretched = spec.resize() == ImageInput.Resize.STRETCH;
        double scaleX = stretched ? across : cover;
        double scaleY = stretched ? down : cover;
        double cutX = (size.width() * scaleX - spec.width()) / 2;
        double cutY = (size.height() * scaleY - spec.height()) / 2;
        int left = (int) Math.round((region.x() + cutX) / scaleX);
        int top = (int) Math.round((region.y() + cutY) / scaleY);
        int right = (int) Math.round((region.x() + region.width() + cutX) / scaleX);
        int bottom = (int) Math.round((region.y() + region.height() + cutY) / scaleY);
        return new Explanation.Region(left, top, right - left, bottom - top);
    }

    /** The image with a region covered by the mean of each channel. */
    Tensor covered(Tensor image, Explanation.Region region) {
        double[] numbers = image.numbers();
        double[] means = means(numbers);
        ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < numbers.length; i++) {
            bytes.putFloat((float) (isIn(region, i) ? means[channelOf(i)] : numbers[i]));
        }
        return new Tensor(image.name(), image.type(), image.shape(), new Tensor.Fixed(bytes.flip()));
    }

    private double[] means(double[] numbers) {
        double[] means = new double[spec.channels()];
        for (int i = 0; i < numbers.length; i++) {
            means[channelOf(i)] += numbers[i] * spec.channels() / numbers.length;
        }
        return means;
    }

    private int channelOf(int element) {
        return switch (spec.layout()) {
            case CHANNELS_FIRST -> element / (spec.height() * spec.width());
            case CHANNELS_LAST -> element % spec.channels();
        };
    }

    private boolean isIn(Explanation.Region region, int element) {
        int pixel = switch (spec.layout()) {
            case CHANNELS_FIRST -> element % (spec.height() * spec.width());
            case CHANNELS_LAST -> element / spec.channels();
        };
        int x = pixel % spec.width();
        int y = pixel / spec.width();
        return x >= region.x()
                && x < region.x() + region.width()
                && y >= region.y()
                && y < region.y() + region.height();
    }
}
