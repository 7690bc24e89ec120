package farebox.inference;

import farebox.models.image.ImageSize;
import farebox.models.image.RotatedBox;

/**
 * A line of text that was read.
 *
 * @param score the mean probability of its characters
 * @param box the upright rectangle around it
 */
public record TextLine(String text, double score, DetectObjects.Box box) {

    static TextLine of(CharacterDecoder.Decoded read, RotatedBox box, ImageSize size) {
        return new TextLine(
                read.text(),
                read.score(),
                new DetectObjects.Box(
                        within(box.centreX() - box.reachX(), size.width()),
                        within(box.centreY() - box.reachY(), size.height()),
                        within(box.centreX() + box.reachX(), size.width()),
                        within(box.centreY() + box.reachY(), size.height())));
    }

    private static int within(double pixel, int side) {
        return Math.clamp(Math.round(pixel), 0, side);
    }
}
