package farebox.training.pipeline.drift;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.kernel.ModelName;
import farebox.kernel.ModelVersion;
import farebox.kernel.MovableClock;
import farebox.kernel.TenantId;
import farebox.models.ModelRef;
import farebox.monitoring.CallRecord;
import farebox.monitoring.ModelDistributions;
import farebox.monitoring.RecordKey;
import farebox.monitoring.drift.ColumnDrift;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class CheckDriftTest {
    private static final Instant NOW = Instant.parse("2026-11-27T12:30:00Z");
    private static final ModelRef IRIS = new ModelRef(new TenantId("acme"), new ModelName("iris"));
    private static final ModelVersion SERVING = new ModelVersion("v2");
    private static final ModelVersion FORMER = new ModelVersion("v1");

    private final Random random = new Random(7);
    private final MovableClock clock = new MovableClock(NOW);
    private final InMemoryRecords records = new InMemoryRecords();
    private final List<ModelDrift> detected = new ArrayList<>();
    private final CheckDrift checkDrift =
            new CheckDrift(records, new TrainedOnNormal(distributions(2_000, 0)), detected::add, clock);

    @Test
    void callsLikeTheTraining_areNoDrift() {
        called(SERVING, Duration.ofMinutes(5), 1_000, 0);

        assertThat(checkDrift.run())
                .singleElement()
                .satisfies(compared -> assertThat(compared.report().rows()).isEqualTo(1_000));
        assertThat(detected).isEmpty();
    }

    @Test
    void shiftedCalls_areReportedWithTheColumn() {
        called(SERVING, Duration.ofMinutes(5), 1_000, 0.5);

        checkDrift.run();

        assertThat(detected).singleElement().satisfies(drift -> {
            assertThat(drift.model()).isEqualTo(IRIS);
            assertThat(drift.version()).isEqualTo(SERVING);
            assertThat(drift.at()).isEqualTo(NOW);
            assertThat(drift.report().moved()).extracting(ColumnDrift::column).containsExactly("input.width");
        });
    }

    /** The drift is found in the newest thousand rows, whatever came before. */
    @Test
    void olderCallsThanTheNewestThousand_doNotHideADrift() {
        called(SERVING, Duration.ofMinutes(50), 20_000, 0);
        for (int minute = 1; minute <= 5; minute++) {
            called(SERVING, Duration.ofMinutes(minute), 200, 0.5);
        }

        checkDrift.run();

        assertThat(detected).hasSize(1);
        assertThat(records.reads).isEqualTo(5);
    }

    @Test
    void aModelThatIsCalledSeldom_isComparedByTheCallsOfADay() {
        for (int hour = 0; hour < 20; hour++) {
            called(SERVING, Duration.ofHours(hour), 50, 0.5);
        }

        assertThat(checkDrift.run())
                .singleElement()
                .satisfies(compared -> assertThat(compared.report().rows()).isEqualTo(1_000));
        assertThat(detected).hasSize(1);
    }

    @Test
    void aVersionThatServesNoMore_isNotCompared() {
        called(FORMER, Duration.ofMinutes(5), 1_000, 0.5);

        assertThat(checkDrift.run()).isEmpty();
    }

    @Test
    void aModelThatNobodyCallsAnyMore_isNotCompared() {
        called(SERVING, Duration.ofHours(5), 1_000, 0.5);

        assertThat(checkDrift.run()).isEmpty();
    }

    @Test
    void aModelWithoutABaseline_isNotCompared() {
        ModelRef other = new ModelRef(new TenantId("acme"), new ModelName("other"));
        records.add(other, SERVING, NOW, distributions(1_000, 0));

        assertThat(checkDrift.run()).isEmpty();
    }

    private void called(ModelVersion version, Duration before, int rows, double shift) {
        records.add(IRIS, version, NOW.minus(before), distributions(rows, shift));
    }

    private ModelDistributions distributions(int rows, double shift) {
        ModelDistributions distributions = ModelDistributions.empty();
        for (int row = 0; row < rows; row++) {
            distributions.inputs().addNumber("width", random.nextGaussian() + shift);
            distributions.inputs().addNumber("length", random.nextGaussian());
            distributions.addLabel(random.nextBoolean() ? "a" : "b", random.nextDouble());
        }
        return distributions;
    }

    /** Iris, of which the second version serves. */
    private record TrainedOnNormal(ModelDistributions training) implements ServedModels {
        @Override
        public Optional<ModelVersion> champion(ModelRef model) {
            return Optional.of(SERVING);
        }

        @Override
        public Optional<ModelDistributions> baseline(ModelRef model, ModelVersion version) {
            return model.equals(IRIS) ? Optional.of(training) : Optional.empty();
        }
    }

    private static final class InMemoryRecords implements CallRecordStore {
        private final Map<RecordKey, CallRecord> records = new HashMap<>();
        private int reads;

        private void add(ModelRef model, ModelVersion version, Instant end, ModelDistributions distributions) {
            CallRecord calls = new CallRecord();
            calls.distributions().merge(distributions);
            records.put(new RecordKey(model.owner(), model.name(), version, end, "w" + records.size()), calls);
        }

        @Override
        public List<RecordKey> list(String prefix) {
            return records.keySet().stream()
                    .filter(key -> key.toString().startsWith(prefix))
                    .toList();
        }

        @Override
        public Optional<CallRecord> read(RecordKey key) {
            reads++;
            return Optional.ofNullable(records.get(key));
        }
    }
}
