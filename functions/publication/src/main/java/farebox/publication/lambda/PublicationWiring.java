package farebox.publication.lambda;

import farebox.access.AccessStore;
import farebox.access.dynamo.DynamoAccessStore;
import farebox.kernel.ByteCount;
import farebox.kernel.Environment;
import farebox.models.onnx.Natives;
import farebox.models.publish.PublishModel;
import farebox.models.publish.isolated.IsolatedConverter;
import farebox.models.registry.ModelRegistry;
import farebox.models.s3.S3Models;
import farebox.publication.PublishUpload;
import farebox.publication.s3.S3ModelUploads;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** What {@link PublicationHandler} is made of. */
final class PublicationWiring {
    private static final String UPLOADS_BUCKET = "UPLOADS_BUCKET";
    private static final String MODELS_BUCKET = "MODELS_BUCKET";
    private static final String VERIFICATION_KEY = "MODEL_VERIFICATION_KEY";
    private static final String SIGNING_KEY = "MODEL_SIGNING_KEY";
    private static final String ACCESS_TABLE = "ACCESS_TABLE";

    /** Less than the function's own timeout, so that a graph that hangs is refused. */
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private static final String DEFAULT_MEMORY_MEBIBYTES = "3008";

    private PublicationWiring() {}

    static PublishUpload of(Map<String, String> variables) {
        Environment environment = Environment.requiring(
                variables, UPLOADS_BUCKET, MODELS_BUCKET, VERIFICATION_KEY, SIGNING_KEY, ACCESS_TABLE);
        Path root = Path.of(variables.getOrDefault("LAMBDA_TASK_ROOT", "."));
        Path scratch = Path.of(variables.getOrDefault("TMPDIR", "/tmp"));
        Natives.use(root);
        ModelRegistry models = S3Models.registry(
                environment.value(MODELS_BUCKET), environment.value(VERIFICATION_KEY), environment.value(SIGNING_KEY));
        AccessStore tenants = DynamoAccessStore.connect(environment.value(ACCESS_TABLE));
        return new PublishUpload(
                S3ModelUploads.connect(environment.value(UPLOADS_BUCKET)),
                new PublishUpload.Registry(
                        models, new PublishModel(models, converter(variables, root), scratch, InstantSource.system())),
                tenant -> tenants.ring(tenant).isPresent(),
                scratch);
    }

    private static IsolatedConverter converter(Map<String, String> variables, Path root) {
        long mebibytes =
                Long.parseLong(variables.getOrDefault("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", DEFAULT_MEMORY_MEBIBYTES));
        return new IsolatedConverter(
                new IsolatedConverter.Installation(classPath(variables), root),
                ByteCount.ofMebibytes(mebibytes * 4 / 5),
                TIMEOUT);
    }

    /** Lambda's runtime loads the function's classes by a loader of its own, so that they are on no class path. */
    private static String classPath(Map<String, String> variables) {
        return Optional.ofNullable(variables.get("LAMBDA_TASK_ROOT"))
                .map(root -> root + "/lib/*")
                .orElse(System.getProperty("java.class.path"));
    }
}
