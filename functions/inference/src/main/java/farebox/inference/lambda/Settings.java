package farebox.inference.lambda;

import farebox.inference.ModelId;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What this room reads from the environment by itself; the stores of metering and the keys are set up by their own
 * rooms.
 *
 * @param modelsBucket where models are published
 * @param hotModels opened and run once before the first call
 * @param taskRoot where the function is unpacked
 */
record Settings(String modelsBucket, List<ModelId> hotModels, Path taskRoot) {
    private static final String MODELS_BUCKET = "MODELS_BUCKET";
    private static final String HOT_MODELS = "HOT_MODELS";

    Settings {
        hotModels = List.copyOf(hotModels);
    }

    /** @throws IllegalArgumentException if MODELS_BUCKET is missing, or HOT_MODELS names what no model can be called */
    static Settings from(Map<String, String> environment) {
        return new Settings(
                Optional.ofNullable(environment.get(MODELS_BUCKET))
                        .filter(bucket -> !bucket.isBlank())
                        .orElseThrow(() ->
                                new IllegalArgumentException("the environment variable MODELS_BUCKET is missing")),
                hotModels(environment.getOrDefault(HOT_MODELS, "")),
                Path.of(environment.getOrDefault("LAMBDA_TASK_ROOT", ".")));
    }

    private static List<ModelId> hotModels(String names) {
        return Arrays.stream(names.split(",", -1))
                .map(String::trim)
                .filter(name -> !name.isEmpty())
                .map(Settings::model)
                .toList();
    }

    private static ModelId model(String name) {
        return ModelId.parse(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        HOT_MODELS + " holds '" + name + "'; it lists names of models, with a comma between"));
    }
}
