package farebox.inference;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.inference.DetectVoice.Speech;
import farebox.inference.DetectVoice.Speeches;
import farebox.kernel.Deadline;
import farebox.kernel.Meter;
import farebox.kernel.MovableClock;
import farebox.kernel.TenantId;
import farebox.models.AudioInput;
import farebox.models.Model;
import farebox.models.ModelCard;
import farebox.models.ModelSpec;
import farebox.models.Selector;
import farebox.models.tensor.GraphSchema;
import farebox.models.tensor.Tensor;
import farebox.models.tensor.TensorSchema;
import farebox.models.tensor.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A graph that takes the loudest sample of a window of 100 ms for the probability, and counts windows in its state. */
final class DetectVoiceTest {
    private static final int RATE = 1_000;
    private static final ModelSpec.VoiceActivity SPEC = new ModelSpec.VoiceActivity(
            new AudioInput("input", "state", "next", "rate", RATE, 100, 20, List.of(1L, 1L)), "score", 0.5);
    private static final GraphSchema GRAPH = new GraphSchema(
            List.of(
                    new TensorSchema("input", TensorType.FP32, List.of(-1L, -1L)),
                    new TensorSchema("state", TensorType.FP32, List.of(-1L, 1L)),
                    new TensorSchema("rate", TensorType.INT64, List.of())),
            List.of(
                    new TensorSchema("score", TensorType.FP32, List.of(-1L, 1L)),
                    new TensorSchema("next", TensorType.FP32, List.of(-1L, 1L))));

    private final MovableClock clock = new MovableClock();
    private double windows;

    private final class LoudnessModel implements Model {
        private final ModelCard card;

        private LoudnessModel(ModelCard card) {
            this.card = card;
        }

        @Override
        public ModelCard card() {
            return card;
        }

        @Override
        public List<Tensor> run(List<Tensor> inputs, List<String> outputs) {
            double[] samples = inputs.get(0).numbers();
            assertThat(samples).hasSize(120);
            assertThat(inputs.get(2).numbers()).containsExactly(RATE);
            windows = inputs.get(1).numbers()[0] + 1;
            float loudest = (float) Arrays.stream(samples, 20, 120).max().orElseThrow();
            return List.of(number("score", loudest), number("next", (float) windows));
        }

        private static Tensor number(String name, float number) {
            return Tensor.ofRows(name, List.of(new float[] {number}), 1);
        }
    }

    @Test
    void speech_isWhereWindowsReachTheThreshold() {
        float[] samples = new float[1_050];
        Arrays.fill(samples, 200, 400, 0.75f);
        Arrays.fill(samples, 700, 800, 0.9f);

        Speeches speeches = run(samples);

        assertThat(speeches.list()).hasSize(2);
        assertThat(times(speeches.list().get(0))).containsExactly(200L, 400L);
        assertThat(times(speeches.list().get(1))).containsExactly(700L, 800L);
        assertThat(speeches.highest()).isBetween(0.89, 0.91);
        assertThat(windows).isEqualTo(11);
        assertThat(speeches.amounts().of(Meter.AUDIO_MS)).isEqualTo(1_050);
    }

    @Test
    void silence_hasNoSpeech() {
        assertThat(run(new float[100]).list()).isEmpty();
    }

    private static List<Long> times(Speech speech) {
        return List.of(speech.start().toMillis(), speech.end().toMillis());
    }

    private Speeches run(float[] samples) {
        InMemoryModels models = new InMemoryModels().add("voice", SPEC, GRAPH, LoudnessModel::new);
        ModelCard card = models.find(InMemoryModels.ref("public", "voice"), Selector.champion())
                .orElseThrow();
        ModelCall call = new ModelCall(new TenantId("demo"), card, Deadline.after(Duration.ofSeconds(20), clock));
        return new DetectVoice(new ModelRuns(models, new Statistics(), clock)).run(call, SPEC, wav(samples));
    }

    private static byte[] wav(float[] samples) {
        ByteBuffer wav = ByteBuffer.allocate(44 + 2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(wav.capacity() - 8);
        wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        wav.putShort((short) 1)
                .putShort((short) 1)
                .putInt(RATE)
                .putInt(2 * RATE)
                .putShort((short) 2)
                .putShort((short) 16);
        wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(2 * samples.length);
        for (float sample : samples) {
            wav.putShort((short) Math.round(sample * 32_767));
        }
        return wav.array();
    }
}
