package farebox.training.pipeline.lambda;

import farebox.monitoring.EmbeddedMetrics;
import farebox.monitoring.drift.ColumnDrift;
import farebox.training.pipeline.drift.ModelDrift;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what a check for drift found, as the metrics {@code ModelsChecked} and {@code ModelsDrifted}. */
final class DriftMetrics {
    private static final Logger log = LoggerFactory.getLogger(DriftMetrics.class);
    private static final String CHECKED = "ModelsChecked";
    private static final String DRIFTED = "ModelsDrifted";

    private final InstantSource clock;

    DriftMetrics(InstantSource clock) {
        this.clock = clock;
    }

    Map<String, Object> log(List<ModelDrift> compared) {
        List<ModelDrift> drifted =
                compared.stream().filter(drift -> drift.report().drifted()).toList();
        drifted.forEach(DriftMetrics::log);
        log.atInfo()
                .addKeyValue(CHECKED, compared.size())
                .addKeyValue(DRIFTED, drifted.size())
                .addKeyValue(
                        EmbeddedMetrics.FIELD,
                        EmbeddedMetrics.of(clock.instant(), List.of(), Map.of(CHECKED, "Count", DRIFTED, "Count")))
                .log("drift_checked");
        return Map.of("checked", compared.size(), "drifted", drifted.size());
    }

    private static void log(ModelDrift drift) {
        log.atWarn()
                .addKeyValue("model", drift.model())
                .addKeyValue("version", drift.version())
                .addKeyValue("rows", drift.report().rows())
                .addKeyValue(
                        "columns",
                        drift.report().moved().stream().map(ColumnDrift::column).collect(Collectors.joining(",")))
                .log("model_drifted");
    }
}
