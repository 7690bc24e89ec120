package farebox.training.neural.image;

import java.awt.geom.AffineTransform;
import java.util.random.RandomGenerator;

/**
 * By how much an image may be changed. Each amount is drawn evenly between its negative and itself.
 *
 * @param flip whether an image may be mirrored left to right
 * @param shift of height and width, as a share of them
 * @param rotation in degrees
 * @param shear in degrees
 * @param zoom 0.2 draws a size from 0.8 to 1.2
 */
public record Augmentation(boolean flip, double shift, double rotation, double shear, double zoom) {
    public static final Augmentation NONE = new Augmentation(false, 0, 0, 0, 0);

    public Augmentation {
        if (shift < 0 || rotation < 0 || shear < 0 || shear >= 90 || zoom < 0 || zoom >= 1) {
            throw new IllegalArgumentException(
                    "amounts of augmentation are not negative, shear is below 90 degrees" + " and zoom below 1");
        }
    }

    /** Moves images by so many pixels at most, and changes nothing else. */
    public static Augmentation pixels(double most, int side) {
        return new Augmentation(false, most / side, 0, 0, 0);
    }

    /** One change of an image, drawn from {@code random}; the same numbers are drawn whatever the amounts. */
    public Image apply(Image image, RandomGenerator random) {
        AffineTransform toSource = draw(image, random);
        return toSource.isIdentity() ? image : image.resample(toSource);
    }

    /** Where a pixel comes from, around the middle of the image. */
    private AffineTransform draw(Image image, RandomGenerator random) {
        boolean mirrored = random.nextBoolean() && flip;
        double right = between(shift, random) * image.width();
        double down = between(shift, random) * image.height();
        double turned = Math.toRadians(between(rotation, random));
        double slanted = Math.tan(Math.toRadians(between(shear, random)));
        double scale = 1 / (1 + between(zoom, random));
        double middleX = (image.width() - 1) / 2.0;
        double middleY = (image.height() - 1) / 2.0;
        AffineTransform transform = AffineTransform.getTranslateInstance(middleX + right, middleY + down);
        transform.rotate(turned);
        transform.shear(slanted, 0);
        transform.scale(mirrored ? -scale : scale, scale);
        transform.translate(-middleX, -middleY);
        return transform;
    }

    private static double between(double amount, RandomGenerator random) {
        return amount * (2 * random.nextDouble() - 1);
    }
}
