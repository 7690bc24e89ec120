package farebox.local.launcher;

import java.nio.file.Path;

/**
 * What {@code ./farebox up} was asked for.
 *
 * @param home the checkout: template.yaml and the built functions
 * @param data where everything is kept
 * @param port where calls are served; 0 for any free one
 */
public record EmulatorSettings(Path home, Path data, int port) {}
