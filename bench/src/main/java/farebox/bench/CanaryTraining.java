package farebox.bench;

import farebox.cli.operator.Stack;
import farebox.cli.operator.StackClients;
import farebox.cli.operator.StackModels;
import farebox.kernel.AliasName;
import farebox.kernel.ModelName;
import farebox.models.Canary;
import farebox.models.ModelRef;
import farebox.models.registry.Alias;
import farebox.models.registry.ModelRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A public model of the Iris data and the canary of its second version.
 *
 * @param data of Iris
 */
record CanaryTraining(ModelRegistry registry, S3Client s3, String bucket, byte[] data) implements AutoCloseable {
    static final ModelRef MODEL = new ModelRef(ModelRef.PUBLIC, new ModelName("iris-canary"));
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    private static final int UNITS = 1_024;
    private static final int MOST_UNITS = 8 * UNITS;

    /** How many times as long as the champion the candidate takes, at least, and what is aimed at beyond it. */
    private static final double SLOWER = 1.5;

    private static final double MARGIN = 0.05;
    private static final double LEAST_STEP = 1.1;
    private static final double MOST_STEP = 3;

    static CanaryTraining of(Stack stack, StackClients clients, Path home) throws IOException {
        return new CanaryTraining(
                StackModels.publisher(stack, clients),
                clients.s3(),
                stack.output("UploadsBucket"),
                Files.readAllBytes(home.resolve("training-step-functions/examples/iris/iris.csv")));
    }

    /**
     * How a model of so many units compares with the champion.
     *
     * @param units of the second layer
     * @param times of the champion and of that model, called alone
     */
    record Slower(int units, ComputeTimes times) {}

    /** The champion is no better than chance, so that a slower candidate passes the gate. */
    void champion() throws InterruptedException {
        upload(MODEL.name(), IrisData.shuffled(data), UNITS);
        awaitChampion(MODEL.name());
    }

    /** Trains models of more units, each under a name of its own, until one takes half as long again. */
    Slower slower(IrisCalls calls, String key) throws InterruptedException {
        int units = UNITS * 3 / 2;
        ComputeTimes times = times(calls, key, units);
        while (times.ratio() < SLOWER && units < MOST_UNITS) {
            double more = Math.clamp((SLOWER + MARGIN - 1) / (times.ratio() - 1), LEAST_STEP, MOST_STEP);
            units = UNITS + (int) Math.ceil((units - UNITS) * more);
            times = times(calls, key, units);
        }
        return new Slower(units, times);
    }

    private ComputeTimes times(IrisCalls calls, String key, int units) throws InterruptedException {
        ModelName name = new ModelName(MODEL.name() + "-" + units);
        upload(name, data, units);
        awaitChampion(name);
        return ComputeTimes.measure(calls, key, MODEL.name().value(), name.value());
    }

    Canary candidate(int units) throws InterruptedException {
        upload(MODEL.name(), data, units);
        await(() -> canary().isPresent());
        return canary().orElseThrow();
    }

    /** When the canary has ended; empty if it has not within that time. */
    Optional<Instant> end(Duration limit) throws InterruptedException {
        return holdsWithin(limit, () -> canary().isEmpty()) ? Optional.of(Instant.now()) : Optional.empty();
    }

    private void awaitChampion(ModelName name) throws InterruptedException {
        await(() -> alias(name).isPresent());
    }

    private Optional<Alias> alias(ModelName name) {
        return registry.alias(new ModelRef(MODEL.owner(), name), AliasName.CHAMPION);
    }

    private Optional<Canary> canary() {
        return alias(MODEL.name()).flatMap(Alias::canary);
    }

    private static void await(BooleanSupplier holds) throws InterruptedException {
        if (!holdsWithin(LIMIT, holds)) {
            throw new IllegalStateException("the run did not come so far in " + LIMIT.toMinutes() + " minutes");
        }
    }

    private static boolean holdsWithin(Duration limit, BooleanSupplier holds) throws InterruptedException {
        Instant end = Instant.now().plus(limit);
        while (!holds.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                return false;
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
        return true;
    }

    /** @param units of the second layer, whose product with those of the first is most of the graph's work */
    private void upload(ModelName name, byte[] csv, int units) {
        String folder = "training/" + MODEL.owner() + "/" + name + "/";
        put(folder + "iris.csv", RequestBody.fromBytes(csv));
        put(folder + "training.json", RequestBody.fromString("""
                {"data": "iris.csv", "target": "species", "family": "mlp", "seed": 1,
                 "parameters": {"hidden": %d, "hidden2": %d, "epochs": 10}}""".formatted(UNITS, units)));
    }

    private void put(String key, RequestBody content) {
        s3.putObject(put -> put.bucket(bucket).key(key), content);
    }

    @Override
    public void close() {
        s3.close();
    }
}
