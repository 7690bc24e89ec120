package farebox.inference;

import farebox.kernel.Amounts;
import farebox.kernel.InvalidRequest;
import farebox.kernel.Meter;
import farebox.models.AudioInput;
import farebox.models.Model;
import farebox.models.ModelSpec;
import farebox.models.audio.Audio;
import farebox.models.audio.WavDecoder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Finds when somebody speaks. */
public final class DetectVoice {
    /** A pause of speech that is shorter is none. */
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);

    private final ModelRuns runs;

    public DetectVoice(ModelRuns runs) {
        this.runs = runs;
    }

    /**
     * A time in which somebody speaks.
     *
     * @param score the highest probability in it
     */
    public record Speech(Duration start, Duration end, double score) {}

    /**
     * @param list in order of time
     * @param highest the highest probability of speech at any time
     */
    public record Speeches(List<Speech> list, double highest, Amounts amounts) {
        public Speeches {
            list = List.copyOf(list);
        }
    }

    /** @throws InvalidRequest if it is no WAV that is read here, or too long */
    public Speeches run(ModelCall call, ModelSpec.VoiceActivity spec, byte[] wav) {
        Audio given = WavDecoder.decode(wav);
        Audio audio = given.at(spec.audio().samplesPerSecond());
        return runs.run(call, Model.class, model -> {
            Instant began = runs.clock().instant();
            double[] scores = scores(model, spec, audio, call);
            Duration compute = Duration.between(began, runs.clock().instant());
            Amounts amounts =
                    Computed.in(compute).with(Meter.AUDIO_MS, given.duration().toMillis());
            Speeches speeches = new Speeches(
                    speeches(scores, spec), Arrays.stream(scores).max().orElse(0), amounts);
            return new ModelRuns.Done<>(speeches, 1, compute);
        });
    }

    private double[] scores(Model model, ModelSpec.VoiceActivity spec, Audio audio, ModelCall call) {
        AudioWindows windows = new AudioWindows(spec.audio(), audio.samples());
        double[] scores = new double[windows.count()];
        for (int i = 0; i < scores.length; i++) {
            BatchTimeEstimator.requireTime(call.deadline(), Duration.ZERO, runs.clock());
            scores[i] = windows.next(model, spec.score());
        }
        return scores;
    }

    private static List<Speech> speeches(double[] scores, ModelSpec.VoiceActivity spec) {
        List<Speech> speeches = new ArrayList<>();
        for (int window = 0; window < scores.length; window++) {
            if (scores[window] >= spec.threshold()) {
                add(new Speech(time(window, spec.audio()), time(window + 1, spec.audio()), scores[window]), speeches);
            }
        }
        return speeches;
    }

    private static void add(Speech speech, List<Speech> speeches) {
        boolean goesOn = !speeches.isEmpty()
                && speech.start()
                                .minus(SHORTEST_PAUSE)
                                .compareTo(speeches.getLast().end())
                        < 0;
        if (!goesOn) {
            speeches.add(speech);
            return;
        }
        Speech before = speeches.removeLast();
        speeches.add(new Speech(before.start(), speech.end(), Math.max(before.score(), speech.score())));
    }

    private static Duration time(int window, AudioInput audio) {
        return Duration.ofNanos((long) window * audio.window() * 1_000_000_000L / audio.samplesPerSecond());
    }
}
