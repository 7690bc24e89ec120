package farebox.models.image;

/** In pixels. */
public record ImageSize(int width, int height) {}
