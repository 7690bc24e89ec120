package farebox.inference.lambda;

import farebox.inference.ModelId;
import farebox.kernel.ByteCount;
import farebox.kernel.Environment;
import farebox.models.cache.CacheLimits;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What this module reads from the environment by itself; the stores of metering and the keys are set up by their own
 * modules.
 *
 * @param modelsBucket where models are published
 * @param verificationKey the parameter of the key that manifests are verified with
 * @param hotModels opened without being asked for
 * @param startsBeforeCalls whether the function has time for itself before the first call, as for a snapshot
 * @param defaultModel serves where a protocol has one model for all
 * @param cacheLimits of the cache of models
 * @param taskRoot where the function is unpacked
 * @param temporary where the cache of models may be
 */
record Settings(
        String modelsBucket,
        String verificationKey,
        List<ModelId> hotModels,
        boolean startsBeforeCalls,
        ModelId defaultModel,
        CacheLimits cacheLimits,
        Path taskRoot,
        Path temporary) {
    private static final String MODELS_BUCKET = "MODELS_BUCKET";
    private static final String VERIFICATION_KEY = "MODEL_VERIFICATION_KEY";
    private static final String HOT_MODELS = "HOT_MODELS";
    private static final String DEFAULT_MODEL = "DEFAULT_MODEL";

    /** SnapStart leaves 512 MB of temporary folder; some of it is for files on their way. */
    private static final ByteCount DISK = ByteCount.ofMebibytes(400);

    /** As Lambda names a start that a caller waits for. */
    private static final String ON_DEMAND = "on-demand";

    private static final String DEFAULT_MEMORY_MEBIBYTES = "1769";

    Settings {
        hotModels = List.copyOf(hotModels);
    }

    /** @throws IllegalArgumentException if a variable is missing, or HOT_MODELS holds what no model can be called */
    static Settings from(Map<String, String> environment) {
        Environment required = Environment.requiring(environment, MODELS_BUCKET, VERIFICATION_KEY);
        return new Settings(
                required.value(MODELS_BUCKET),
                required.value(VERIFICATION_KEY),
                hotModels(environment.getOrDefault(HOT_MODELS, "")),
                !environment.getOrDefault("AWS_LAMBDA_INITIALIZATION_TYPE", "").equals(ON_DEMAND),
                model(DEFAULT_MODEL, environment.getOrDefault(DEFAULT_MODEL, "all-minilm-l6-v2")),
                budgets(environment.getOrDefault("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", DEFAULT_MEMORY_MEBIBYTES)),
                Path.of(environment.getOrDefault("LAMBDA_TASK_ROOT", ".")),
                Path.of(environment.getOrDefault("TMPDIR", "/tmp")));
    }

    /** Models may have half of the function's memory; the other half is for Java and for what predictions need. */
    private static CacheLimits budgets(String memoryMebibytes) {
        ByteCount half = ByteCount.ofMebibytes(Long.parseLong(memoryMebibytes) / 2);
        ByteCount most = DISK.plus(DISK);
        return new CacheLimits(DISK, half.compareTo(most) < 0 ? half : most);
    }

    private static List<ModelId> hotModels(String names) {
        return Arrays.stream(names.split(",", -1))
                .map(String::trim)
                .filter(name -> !name.isEmpty())
                .map(name -> model(HOT_MODELS, name))
                .toList();
    }

    private static ModelId model(String setting, String name) {
        return ModelId.parse(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        setting + " holds '" + name + "', which no model can be called; " + HOT_MODELS
                                + " lists names of models, with a comma between, and " + DEFAULT_MODEL + " is one"));
    }
}
