package farebox.inference.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farebox.inference.ImageModel;
import farebox.inference.InMemoryModels;
import farebox.inference.ModelCall;
import farebox.inference.ModelRuns;
import farebox.inference.Predict;
import farebox.inference.Statistics;
import farebox.inference.TableInput;
import farebox.inference.TableModel;
import farebox.kernel.Deadline;
import farebox.kernel.ModelVersion;
import farebox.kernel.MovableClock;
import farebox.kernel.NotFound;
import farebox.kernel.TenantId;
import farebox.models.Model;
import farebox.models.ModelCard;
import farebox.models.Selector;
import farebox.monitoring.CallRecord;
import farebox.monitoring.CategoryDistribution;
import farebox.monitoring.ColumnDistribution;
import farebox.monitoring.ModelDistributions;
import farebox.monitoring.NumberDistribution;
import java.awt.Color;
import java.awt.Graphics;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

final class CallMonitorTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final TenantId ACME = new TenantId("acme");

    private final MovableClock clock = new MovableClock(NOON);
    private final InMemoryModels models =
            new InMemoryModels().add("table", TableModel.SPEC, TableModel.GRAPH, TableModel::new);
    private final ModelCard card = models.find(InMemoryModels.ref("public", "table"), Selector.champion())
            .orElseThrow();
    private final List<CallRecord> written = new ArrayList<>();
    private final CallMonitor monitor =
            new CallMonitor((model, version, end, calls) -> written.add(calls), Runnable::run, clock);
    private final ModelRuns runs = new ModelRuns(models, new Statistics(), monitor, clock);
    private final Predict predict = new Predict(runs);

    @Test
    void calls_areHandedOnWithTheFirstAfterAMinute() {
        predictRows(1);
        predictRows(2);
        assertThat(written).isEmpty();

        clock.advance(Duration.ofMinutes(1));
        predictRows(3);

        assertThat(written).singleElement().satisfies(calls -> {
            assertThat(calls.requests()).isEqualTo(3);
            assertThat(calls.errors()).isZero();
            assertThat(calls.distributions().rows()).isEqualTo(6);
        });
    }

    @Test
    void twoHundredCalls_areHandedOnAtOnce() {
        for (int call = 0; call < 401; call++) {
            predictRows(1);
        }

        assertThat(written).extracting(CallRecord::requests).containsExactly(200L, 200L);
    }

    @Test
    void aRecord_tellsHowInputsAndPredictionsAreDistributed() {
        predictRows(20);
        clock.advance(Duration.ofMinutes(1));
        predictRows(20);

        Map<String, ColumnDistribution> inputs =
                written.getFirst().distributions().inputs().columns();
        Map<String, ColumnDistribution> outputs =
                written.getFirst().distributions().outputs().columns();
        assertThat(inputs).containsOnlyKeys("length", "width", "colour");
        assertThat(inputs)
                .extractingByKey("length", InstanceOfAssertFactories.type(NumberDistribution.class))
                .satisfies(length -> assertThat(length.quantile(1)).isEqualTo(19));
        assertThat(inputs)
                .extractingByKey("colour", InstanceOfAssertFactories.type(CategoryDistribution.class))
                .satisfies(colour -> {
                    assertThat(colour.count()).isEqualTo(20);
                    assertThat(colour.missing()).isEqualTo(20);
                });
        assertThat(outputs)
                .extractingByKey("label", InstanceOfAssertFactories.type(CategoryDistribution.class))
                .satisfies(label -> assertThat(label.counts()).containsEntry("yes", 40L));
    }

    @Test
    void anImage_isRecordedByItsBrightnessAndItsLabel() throws IOException {
        models.add("image", ImageModel.SPEC, ImageModel.GRAPH, ImageModel::new);
        ModelCard image = models.find(InMemoryModels.ref("public", "image"), Selector.champion())
                .orElseThrow();
        for (int call = 0; call < 200; call++) {
            predict.images(
                    new ModelCall(ACME, image, Deadline.after(Duration.ofSeconds(5), clock)),
                    ImageModel.SPEC,
                    List.of(white()));
        }

        ModelDistributions seen = written.getFirst().distributions();
        assertThat(seen.inputs().columns())
                .extractingByKey("brightness", InstanceOfAssertFactories.type(NumberDistribution.class))
                .satisfies(brightness -> assertThat(brightness.quantile(0)).isEqualTo(1));
        assertThat(seen.outputs().columns()).containsOnlyKeys("label", "confidence");
    }

    private static byte[] white() throws IOException {
        BufferedImage image = new BufferedImage(14, 14, BufferedImage.TYPE_INT_RGB);
        Graphics graphics = image.getGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, 14, 14);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }

    @Test
    void aCallWithManyRows_isSampledEvenly() {
        predictRows(10_000);
        clock.advance(Duration.ofMinutes(1));
        predictRows(1);

        assertThat(written.getFirst().distributions().rows()).isEqualTo(201);
    }

    @Test
    void aCallThatFails_isCountedAsAnError() {
        ModelCard missing = new ModelCard(card.ref(), new ModelVersion("v2"), NOON, TableModel.SPEC, TableModel.GRAPH);
        ModelCall call = new ModelCall(ACME, missing, Deadline.after(Duration.ofSeconds(5), clock));
        for (int i = 0; i < 200; i++) {
            assertThatThrownBy(() -> runs.run(call, Model.class, _ -> {
                        throw new NotFound("not reached");
                    }))
                    .isInstanceOf(NotFound.class);
        }

        assertThat(written)
                .singleElement()
                .satisfies(calls -> assertThat(calls.errors()).isEqualTo(200));
    }

    @Test
    void clearedCalls_areInNoRecord() {
        predictRows(5);
        monitor.clear();
        predictRows(1);
        clock.advance(Duration.ofMinutes(1));
        predictRows(1);

        assertThat(written)
                .singleElement()
                .satisfies(calls -> assertThat(calls.requests()).isEqualTo(2));
    }

    @Test
    void theMetricsLog_takesARecordOfAnySize() {
        MetricsLog log = new MetricsLog(MetricsLog.Detail.VERSION);
        CallRecord calls = new CallRecord();
        log.write(card.ref(), card.version(), NOON, calls);
        for (int i = 0; i < 1_000; i++) {
            calls.succeeded(Duration.ofMillis(i));
        }

        log.write(card.ref(), card.version(), NOON, calls);
    }

    /** Every other row has a colour; a row is as long as its number. */
    private void predictRows(int rows) {
        TableInput table = new TableInput(card, rows);
        for (int row = 0; row < rows; row++) {
            float length = row;
            table.put(row, "length", into -> into.putFloat(length));
            table.put(row, "width", into -> into.putFloat(1));
            table.put(row, "colour", (row % 2 == 0 ? "red" : "").getBytes(UTF_8));
        }
        predict.rows(new ModelCall(ACME, card, Deadline.after(Duration.ofSeconds(5), clock)), table);
    }
}
