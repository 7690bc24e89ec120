package farebox.training.neural.image;

import farebox.training.neural.Dataset;
import farebox.training.neural.Inputs;
import farebox.training.neural.Sizes;
import farebox.training.neural.Targets;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Images that are changed anew each time they are taken. */
public record AugmentedImages(Inputs.Numbers images, Targets targets, Augmentation augmentation) implements Dataset {
    @Override
    public int size() {
        return images.count();
    }

    @Override
    public Batch batch(int[] rows, RandomGenerator random) {
        Sizes sizes = images.sizes();
        int length = Math.toIntExact(sizes.count());
        float[] changed = new float[rows.length * length];
        for (int i = 0; i < rows.length; i++) {
            float[] pixels = Arrays.copyOfRange(images.values(), rows[i] * length, (rows[i] + 1) * length);
            Image image = augmentation.apply(Image.of(pixels, sizes), random);
            System.arraycopy(image.pixels(), 0, changed, i * length, length);
        }
        return new Batch(new Inputs.Numbers(changed, sizes), targets.select(rows));
    }
}
