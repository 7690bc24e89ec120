package farebox.local.launcher;

import java.nio.file.Path;
import java.util.Map;

/**
 * What {@code ./farebox up} was asked for.
 *
 * @param home the checkout: template.yaml and the built functions
 * @param data where everything is kept
 * @param port where calls are served; 0 for any free one
 * @param parameters of the template, by name; those that are not named have the emulator's values
 */
public record EmulatorSettings(Path home, Path data, int port, Map<String, String> parameters) {
    public EmulatorSettings {
        parameters = Map.copyOf(parameters);
    }

    public EmulatorSettings(Path home, Path data, int port) {
        this(home, data, port, Map.of());
    }
}
