package farebox.inference.lambda;

import farebox.inference.ModelId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What this room reads from the environment by itself; stores, models and keys are set up by their own rooms.
 *
 * @param hotModels opened and run once before the first call
 */
record Settings(List<ModelId> hotModels) {
    private static final String HOT_MODELS = "HOT_MODELS";

    Settings {
        hotModels = List.copyOf(hotModels);
    }

    /** @throws IllegalArgumentException if HOT_MODELS names something that no model can be called */
    static Settings from(Map<String, String> environment) {
        return new Settings(Arrays.stream(
                        environment.getOrDefault(HOT_MODELS, "").split(",", -1))
                .map(String::trim)
                .filter(name -> !name.isEmpty())
                .map(Settings::model)
                .toList());
    }

    private static ModelId model(String name) {
        return ModelId.parse(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        HOT_MODELS + " holds '" + name + "'; it lists names of models, with a comma between"));
    }
}
