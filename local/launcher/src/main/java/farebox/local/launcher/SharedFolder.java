package farebox.local.launcher;

import java.nio.file.Path;

/**
 * What all emulators of a checkout use, whatever their data folder: archived classes, and the files that their class
 * paths name. It lies beside the built command, so that a clean build begins anew.
 */
final class SharedFolder {
    private SharedFolder() {}

    /** @param home the checkout */
    static Path of(Path home) {
        return home.resolve("local/command/target/shared").toAbsolutePath().normalize();
    }
}
