package farebox.training.pipeline.models;

import farebox.kernel.AliasName;
import farebox.kernel.ModelVersion;
import farebox.models.FileRole;
import farebox.models.ModelFile;
import farebox.models.ModelRef;
import farebox.models.registry.Alias;
import farebox.models.registry.ModelKeys;
import farebox.models.registry.ModelRegistry;
import farebox.models.registry.ReadResult;
import farebox.monitoring.ModelDistributions;
import farebox.monitoring.MonitoringJson;
import farebox.training.pipeline.drift.ServedModels;
import java.util.Optional;

/** Champions and baselines out of the registry of models. */
public final class RegisteredBaselines implements ServedModels {
    private final ModelRegistry registry;

    public RegisteredBaselines(ModelRegistry registry) {
        this.registry = registry;
    }

    @Override
    public Optional<ModelVersion> champion(ModelRef model) {
        return registry.alias(model, AliasName.CHAMPION).map(Alias::version);
    }

    @Override
    public Optional<ModelDistributions> baseline(ModelRef model, ModelVersion version) {
        return registry.manifest(model, version)
                .flatMap(manifest -> manifest.find(FileRole.BASELINE))
                .flatMap(file -> read(model, version, file));
    }

    private Optional<ModelDistributions> read(ModelRef model, ModelVersion version, ModelFile file) {
        return switch (registry.store()
                .read(ModelKeys.file(model, version, file), file.role().limit())) {
            case ReadResult.Found found -> Optional.of(MonitoringJson.distributions(found.content()));
            case ReadResult.Missing _ -> Optional.empty();
        };
    }
}
