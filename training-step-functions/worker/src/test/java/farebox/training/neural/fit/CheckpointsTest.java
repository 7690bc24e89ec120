package farebox.training.neural.fit;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.training.neural.Weights;
import farebox.training.neural.fit.TrainingState.Best;
import farebox.training.neural.fit.TrainingState.EpochResult;
import farebox.training.neural.fit.TrainingState.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CheckpointsTest {
    @TempDir
    private Path directory;

    private Checkpoints checkpoints;

    @BeforeEach
    void open() {
        checkpoints = new Checkpoints(directory.resolve("checkpoints"));
    }

    @Test
    void newest_isNoneBeforeTheFirst() {
        assertThat(checkpoints.newest()).isEmpty();
    }

    @Test
    void newest_isWhatWasWrittenLast() {
        checkpoints.write(state(9));
        checkpoints.write(state(10));
        checkpoints.write(state(100));

        assertThat(checkpoints.newest()).contains(state(100));
    }

    @Test
    void write_keepsTwoAndLeavesNothingHalfDone() throws IOException {
        for (int step = 1; step <= 5; step++) {
            checkpoints.write(state(step));
        }

        try (Stream<Path> files = Files.list(directory.resolve("checkpoints"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("checkpoint-000000000004.bin", "checkpoint-000000000005.bin");
        }
    }

    @Test
    void write_replacesOneOfTheSameStep() {
        checkpoints.write(state(5));
        checkpoints.write(state(5));

        assertThat(checkpoints.newest()).contains(state(5));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 40, 200, -1})
    void newest_passesOverADamagedOne(int place) throws IOException {
        checkpoints.write(state(1));
        checkpoints.write(state(2));
        Path file = directory.resolve("checkpoints/checkpoint-000000000002.bin");
        byte[] bytes = Files.readAllBytes(file);
        bytes[Math.floorMod(place, bytes.length)] ^= 1;
        Files.write(file, bytes);

        assertThat(checkpoints.newest()).contains(state(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 31, 32, 100})
    void newest_passesOverACutOne(int length) throws IOException {
        checkpoints.write(state(1));
        checkpoints.write(state(2));
        Path file = directory.resolve("checkpoints/checkpoint-000000000002.bin");
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), length));

        assertThat(checkpoints.newest()).contains(state(1));
    }

    private static TrainingState state(long step) {
        Weights weights = new Weights(new LinkedHashMap<>(Map.of("0.weight", new float[] {step, Float.NaN, -0f})));
        Weights moments = new Weights(new LinkedHashMap<>(Map.of("first/0.weight", new float[] {1, 2, 3})));
        return new TrainingState(
                "settings",
                new Position(7, step, 1, 2, 0.5),
                weights,
                moments,
                new Best(0.9, 1, 0, weights),
                List.of(new EpochResult(1, 0.7, 0.9)));
    }
}
