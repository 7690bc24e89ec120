package farebox.cli;

import java.nio.file.Path;

/** Where Farebox itself lies: the checkout that the {@code farebox} script belongs to. */
public final class Installation {
    private Installation() {}

    public static Path found() {
        return Path.of(System.getProperty("farebox.home", ".")).toAbsolutePath().normalize();
    }
}
