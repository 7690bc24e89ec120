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
    private static final String FOLDER = "training/" + MODEL.owner() + "/" + MODEL.name() + "/";
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    private static final int UNITS = 512;

    static CanaryTraining of(Stack stack, StackClients clients, Path home) throws IOException {
        return new CanaryTraining(
                StackModels.publisher(stack, clients),
                clients.s3(),
                stack.output("UploadsBucket"),
                Files.readAllBytes(home.resolve("training-step-functions/examples/iris/iris.csv")));
    }

    /** The champion is no better than chance, so that the candidate passes the gate with half as much work again. */
    Canary slowerCandidate() throws InterruptedException {
        upload(IrisData.shuffled(data), UNITS, 1);
        await(() -> alias().isPresent());
        upload(data, UNITS * 3 / 2, 2);
        await(() -> canary().isPresent());
        return canary().orElseThrow();
    }

    void awaitEnd() throws InterruptedException {
        await(() -> canary().isEmpty());
    }

    private Optional<Alias> alias() {
        return registry.alias(MODEL, AliasName.CHAMPION);
    }

    private Optional<Canary> canary() {
        return alias().flatMap(Alias::canary);
    }

    private static void await(BooleanSupplier holds) throws InterruptedException {
        Instant end = Instant.now().plus(LIMIT);
        while (!holds.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new IllegalStateException("the run did not come so far in " + LIMIT.toMinutes() + " minutes");
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
    }

    /** @param units of the second layer, whose product with those of the first is most of the graph's work */
    private void upload(byte[] csv, int units, int seed) {
        put("iris.csv", RequestBody.fromBytes(csv));
        put("training.json", RequestBody.fromString("""
                {"data": "iris.csv", "target": "species", "family": "mlp", "seed": %d,
                 "parameters": {"hidden": %d, "hidden2": %d, "epochs": 10}}""".formatted(seed, UNITS, units)));
    }

    private void put(String name, RequestBody content) {
        s3.putObject(put -> put.bucket(bucket).key(FOLDER + name), content);
    }

    @Override
    public void close() {
        s3.close();
    }
}
