package farebox.batch.lambda;

import farebox.batch.BatchEnvironment;
import farebox.batch.BatchStores;
import farebox.batch.dynamo.DynamoBatchRecords;
import farebox.batch.inference.EmbeddingsEndpoint;
import farebox.batch.s3.S3BatchObjects;
import farebox.batch.s3.S3Uploads;
import farebox.billing.aws.Payments;
import farebox.files.TenantFiles;
import farebox.files.dynamo.DynamoFileRecords;
import farebox.files.s3.S3FileContents;
import farebox.http.Json;
import farebox.inference.Catalog;
import farebox.inference.Embed;
import farebox.inference.ModelRuns;
import farebox.inference.Statistics;
import farebox.inference.Workers;
import farebox.inference.openai.CreateEmbeddings;
import farebox.kernel.ByteCount;
import farebox.kernel.Environment;
import farebox.metering.aws.MeteringFactory;
import farebox.models.Models;
import farebox.models.cache.CacheLimits;
import farebox.models.onnx.Natives;
import farebox.models.s3.S3Models;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.random.RandomGenerator;

/** What {@link BatchTaskHandler} is made of. */
final class BatchTaskWiring {
    private static final String MODELS_BUCKET = "MODELS_BUCKET";
    private static final String VERIFICATION_KEY = "MODEL_VERIFICATION_KEY";
    private static final String FILES_TABLE = "FILES_TABLE";
    private static final String UPLOADS_BUCKET = "UPLOADS_BUCKET";
    private static final String RESULTS_BUCKET = "RESULTS_BUCKET";
    private static final String BATCHES_TABLE = "BATCHES_TABLE";

    /** Of 512 MB that SnapStart leaves; the rest is for files on their way. */
    private static final ByteCount DISK = ByteCount.ofMebibytes(400);

    private static final ByteCount MEMORY = ByteCount.ofMebibytes(800);

    private BatchTaskWiring() {}

    static BatchTasks of(Map<String, String> variables) {
        Environment environment = Environment.requiring(
                variables, MODELS_BUCKET, VERIFICATION_KEY, FILES_TABLE, UPLOADS_BUCKET, RESULTS_BUCKET, BATCHES_TABLE);
        InstantSource clock = InstantSource.system();
        RandomGenerator random = new SecureRandom();
        TenantFiles files = new TenantFiles(
                DynamoFileRecords.connect(environment.value(FILES_TABLE)),
                S3FileContents.connect(environment.value(UPLOADS_BUCKET)),
                clock,
                random);
        BatchStores batches = new BatchStores(
                DynamoBatchRecords.connect(environment.value(BATCHES_TABLE)),
                S3BatchObjects.connect(environment.value(RESULTS_BUCKET)));
        return new BatchTasks(
                new BatchTasks.Stores(files, S3Uploads.connect(environment.value(UPLOADS_BUCKET)), batches),
                MeteringFactory.recordUsage(variables, Payments.from(variables, clock), clock, random),
                new Workers(Runtime.getRuntime().availableProcessors()),
                environment(models(variables, clock), clock));
    }

    static BatchEnvironment environment(Models models, InstantSource clock) {
        Json json = new Json();
        // Lines are run in parallel, so that the inputs of one need not be.
        Embed embed = new Embed(new ModelRuns(models, new Statistics(), clock), new Workers(1));
        EmbeddingsEndpoint embeddings =
                new EmbeddingsEndpoint(new CreateEmbeddings(new Catalog(models, clock), embed, json));
        return new BatchEnvironment(Map.of(embeddings.path(), embeddings), json, clock);
    }

    private static Models models(Map<String, String> variables, InstantSource clock) {
        Natives.use(Path.of(variables.getOrDefault("LAMBDA_TASK_ROOT", ".")));
        Path temporary = Path.of(variables.getOrDefault("TMPDIR", "/tmp"));
        return S3Models.of(
                S3Models.registry(
                        variables.getOrDefault(MODELS_BUCKET, ""), variables.getOrDefault(VERIFICATION_KEY, "")),
                temporary.resolve("farebox-models"),
                new CacheLimits(DISK, MEMORY),
                clock);
    }
}
