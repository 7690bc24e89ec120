package farebox.models.image;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.io.IOException;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/**
 * A reader for each format. The registry of readers is made without the plugins of the class path, which would all be
 * loaded for the first image; the one plugin is made by name where it is needed.
 */
final class ImageReaders {
    static {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try {
            ImageIO.setUseCache(false);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private ImageReaders() {}

    static ImageReader of(ImageHeader.Format format) throws IOException {
        return switch (format) {
            case PNG, JPEG ->
                ImageIO.getImageReadersByFormatName(format.name().toLowerCase(Locale.ROOT))
                        .next();
            case WEBP -> new WebPImageReaderSpi().createReaderInstance();
        };
    }
}
