package farebox.batch.lambda;

import farebox.batch.AssembleBatch;
import farebox.batch.BatchEndpoint;
import farebox.batch.BatchEnvironment;
import farebox.batch.BatchStores;
import farebox.batch.OpenRequests;
import farebox.batch.TableFormat;
import farebox.batch.UploadFormat;
import farebox.batch.UploadedObjects;
import farebox.batch.csv.CsvRows;
import farebox.batch.dynamo.DynamoBatchRecords;
import farebox.batch.eventbridge.EventBusNotifications;
import farebox.batch.inference.CompletionsEndpoint;
import farebox.batch.inference.EmbeddingsEndpoint;
import farebox.batch.inference.InvocationEndpoint;
import farebox.batch.inference.UploadEndpoint;
import farebox.batch.parquet.ParquetRows;
import farebox.batch.s3.S3BatchObjects;
import farebox.batch.s3.S3Uploads;
import farebox.billing.aws.Payments;
import farebox.files.TenantFiles;
import farebox.files.dynamo.DynamoFileRecords;
import farebox.files.s3.S3FileContents;
import farebox.http.Json;
import farebox.inference.Catalog;
import farebox.inference.Detect;
import farebox.inference.Embed;
import farebox.inference.ModelRuns;
import farebox.inference.Predict;
import farebox.inference.Similarity;
import farebox.inference.Statistics;
import farebox.inference.Workers;
import farebox.inference.generate.GenerateText;
import farebox.inference.huggingface.Pipeline;
import farebox.inference.openai.CreateCompletions;
import farebox.inference.openai.CreateEmbeddings;
import farebox.inference.predict.CreatePredictions;
import farebox.inference.sagemaker.InvokeEndpoint;
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
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** What {@link BatchTaskHandler} is made of. */
final class BatchTaskWiring {
    private static final String MODELS_BUCKET = "MODELS_BUCKET";
    private static final String VERIFICATION_KEY = "MODEL_VERIFICATION_KEY";
    private static final String FILES_TABLE = "FILES_TABLE";
    private static final String UPLOADS_BUCKET = "UPLOADS_BUCKET";
    private static final String RESULTS_BUCKET = "RESULTS_BUCKET";
    private static final String BATCHES_TABLE = "BATCHES_TABLE";
    private static final String EVENT_BUS = "EVENT_BUS";

    /** Of 512 MB that SnapStart leaves; the rest is for files on their way. */
    private static final ByteCount DISK = ByteCount.ofMebibytes(400);

    private static final ByteCount MEMORY = ByteCount.ofMebibytes(800);

    static final Map<UploadFormat, TableFormat> TABLES =
            Map.of(UploadFormat.CSV, CsvRows::open, UploadFormat.PARQUET, ParquetRows::open);

    private BatchTaskWiring() {}

    static BatchTasks of(Map<String, String> variables) {
        Environment environment = Environment.requiring(
                variables,
                MODELS_BUCKET,
                VERIFICATION_KEY,
                FILES_TABLE,
                UPLOADS_BUCKET,
                RESULTS_BUCKET,
                BATCHES_TABLE,
                EVENT_BUS);
        InstantSource clock = InstantSource.system();
        RandomGenerator random = new SecureRandom();
        TenantFiles files = new TenantFiles(
                DynamoFileRecords.connect(environment.value(FILES_TABLE)),
                S3FileContents.connect(environment.value(UPLOADS_BUCKET)),
                clock,
                random);
        UploadedObjects uploads = S3Uploads.connect(environment.value(UPLOADS_BUCKET));
        BatchStores batches = new BatchStores(
                DynamoBatchRecords.connect(environment.value(BATCHES_TABLE)),
                S3BatchObjects.connect(environment.value(RESULTS_BUCKET)));
        return new BatchTasks(
                new BatchTasks.Stores(
                        new OpenRequests(files, uploads, TABLES, new Json()),
                        new AssembleBatch.Delivery(files, EventBusNotifications.connect(environment.value(EVENT_BUS))),
                        batches),
                MeteringFactory.recordUsage(variables, Payments.from(variables, clock), clock, random),
                new Workers(Runtime.getRuntime().availableProcessors()),
                environment(models(variables, clock), uploads, clock));
    }

    static BatchEnvironment environment(Models models, UploadedObjects uploads, InstantSource clock) {
        Json json = new Json();
        ModelRuns runs = new ModelRuns(models, new Statistics(), clock);
        Catalog catalog = new Catalog(models, clock);
        // Lines are run in parallel, so that the inputs of one need not be.
        Embed embed = new Embed(runs, new Workers(1));
        Predict predict = new Predict(runs);
        CreateEmbeddings embeddings = new CreateEmbeddings(embed, json);
        Detect detect = Detect.over(runs);
        GenerateText generate = new GenerateText(runs);
        CreatePredictions predictions = new CreatePredictions(predict, detect, json);
        Pipeline pipeline = new Pipeline(embed, new Similarity(embed), predict, detect);
        List<BatchEndpoint> endpoints = List.of(
                new EmbeddingsEndpoint(catalog, embeddings),
                new CompletionsEndpoint(catalog, CreateCompletions.ofText(generate, json)),
                new CompletionsEndpoint(catalog, CreateCompletions.ofChat(generate, json)),
                new UploadEndpoint(catalog, embeddings, predictions, uploads),
                new InvocationEndpoint(new InvokeEndpoint(catalog, pipeline, json), uploads, json));
        return new BatchEnvironment(
                endpoints.stream().collect(Collectors.toMap(BatchEndpoint::path, endpoint -> endpoint)), json, clock);
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
