package farebox.models.image;

/**
 * A rectangle in an image, in pixels.
 *
 * @param width along the direction of the angle
 * @param height across it
 * @param angle from the right, clockwise, in radians
 */
public record RotatedBox(double centreX, double centreY, double width, double height, double angle) {

    /** The same rectangle with every side so much further out. */
    public RotatedBox grown(double distance) {
        return new RotatedBox(centreX, centreY, width + 2 * distance, height + 2 * distance, angle);
    }

    /** The rectangle in an image that is larger by these factors. */
    public RotatedBox scaled(double across, double down) {
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        return new RotatedBox(
                centreX * across,
                centreY * down,
                width * Math.hypot(cos * across, sin * down),
                height * Math.hypot(sin * across, cos * down),
                Math.atan2(sin * down, cos * across));
    }

    /** Half the width of the upright rectangle around this one. */
    public double reachX() {
        return (Math.abs(width * Math.cos(angle)) + Math.abs(height * Math.sin(angle))) / 2;
    }

    /** Half the height of the upright rectangle around this one. */
    public double reachY() {
        return (Math.abs(width * Math.sin(angle)) + Math.abs(height * Math.cos(angle))) / 2;
    }
}
