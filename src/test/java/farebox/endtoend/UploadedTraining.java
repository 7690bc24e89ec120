package farebox.endtoend;

import farebox.access.ApiKey;
import farebox.kernel.AliasName;
import farebox.kernel.ModelName;
import farebox.kernel.ModelVersion;
import farebox.kernel.PlanName;
import farebox.kernel.Scope;
import farebox.kernel.TenantId;
import farebox.models.Canary;
import farebox.models.FileRole;
import farebox.models.ModelRef;
import farebox.models.registry.Alias;
import farebox.models.registry.ModelKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import software.amazon.awssdk.core.sync.RequestBody;

/** The Iris data in the bucket of uploads, and the model {@code iris} that comes of them. */
record UploadedTraining(Operator operator, TenantId tenant) {
    private static final PlanName PLAN = new PlanName("standard");

    /** Of a tenant that has nothing else. */
    static UploadedTraining of(Operator operator) {
        TenantId tenant = new TenantId(operator.named("trainer"));
        operator.administration().createTenant().run(tenant, PLAN);
        return new UploadedTraining(operator, tenant);
    }

    static List<String> lines() {
        try {
            return Files.readAllLines(Checkout.ROOT.resolve("training-step-functions/examples/iris/iris.csv"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param manifest besides data and target, such as {@code "seed": 1} */
    void upload(List<String> lines, String manifest) {
        String folder = "training/" + tenant + "/iris/";
        put("UploadsBucket", folder + "iris.csv", String.join("\n", lines));
        put(
                "UploadsBucket",
                folder + "training.json",
                "{\"data\": \"iris.csv\", \"target\": \"species\", %s}".formatted(manifest));
    }

    Optional<Alias> champion() {
        return operator.registry().alias(model(), AliasName.CHAMPION);
    }

    Optional<Canary> canary() {
        return champion().flatMap(Alias::canary);
    }

    /** A caller with a new key. */
    Target caller() {
        return caller(_ -> true);
    }

    /** A caller whom a canary serves, or does not. A tenant has two keys at most. */
    Target caller(Canary canary, boolean served) {
        return caller(key -> canary.serves(model(), tenant + "/" + key.id()) == served);
    }

    private Target caller(Predicate<ApiKey> wanted) {
        ApiKey key =
                operator.administration().createKey().run(tenant, Scope.INVOKE).key();
        while (!wanted.test(key)) {
            operator.administration().revokeKey().run(key.id());
            key = operator.administration()
                    .createKey()
                    .run(tenant, Scope.INVOKE)
                    .key();
        }
        return operator.target().with(key.reveal());
    }

    /** Puts something else where the function looks for a version's graph. */
    void damage(ModelVersion version) {
        var graph = operator.registry()
                .manifest(model(), version)
                .flatMap(manifest -> manifest.find(FileRole.GRAPH))
                .orElseThrow();
        put("ModelsBucket", ModelKeys.file(model(), version, graph).value(), "no graph");
    }

    private ModelRef model() {
        return new ModelRef(tenant, new ModelName("iris"));
    }

    private void put(String bucket, String key, String content) {
        operator.clients()
                .s3()
                .putObject(
                        put -> put.bucket(operator.stack().output(bucket)).key(key), RequestBody.fromString(content));
    }
}
