package farebox.training.pipeline.lambda;

import farebox.access.dynamo.DynamoAccessStore;
import farebox.inference.dynamo.DynamoVersionMetrics;
import farebox.kernel.ByteCount;
import farebox.kernel.Environment;
import farebox.metering.CallPayment;
import farebox.metering.aws.MeteringFactory;
import farebox.models.Models;
import farebox.models.cache.CacheLimits;
import farebox.models.onnx.Natives;
import farebox.models.publish.PublishModel;
import farebox.models.publish.onnx.OnnxModelConverter;
import farebox.models.registry.ModelRegistry;
import farebox.models.s3.S3Models;
import farebox.training.pipeline.AdmitRun;
import farebox.training.pipeline.CanaryModel;
import farebox.training.pipeline.CanaryPolicy;
import farebox.training.pipeline.EvaluateModel;
import farebox.training.pipeline.MeterTraining;
import farebox.training.pipeline.PipelineObjects;
import farebox.training.pipeline.PipelineTasks;
import farebox.training.pipeline.PromoteModel;
import farebox.training.pipeline.RegisterModel;
import farebox.training.pipeline.RunStore;
import farebox.training.pipeline.Runs;
import farebox.training.pipeline.TrainingOutput;
import farebox.training.pipeline.ValidateRun;
import farebox.training.pipeline.drift.CheckDrift;
import farebox.training.pipeline.dynamo.DynamoRunStore;
import farebox.training.pipeline.eventbridge.EventBusDriftEvents;
import farebox.training.pipeline.models.RegisteredBaselines;
import farebox.training.pipeline.models.ServedPredictor;
import farebox.training.pipeline.s3.S3CallRecordStore;
import farebox.training.pipeline.s3.S3RunFolders;
import farebox.training.pipeline.s3.S3TrainingUploads;
import farebox.training.pipeline.usage.LedgerTrainingMeter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;

/**
 * What {@link TrainingTasksHandler} is made of.
 *
 * @param bucket of the folders of runs
 */
record TrainingTasksWiring(PipelineTasks tasks, Runs runs, String bucket, CheckDrift checkDrift) {
    private static final String TRAINING_TABLE = "TRAINING_TABLE";
    private static final String UPLOADS_BUCKET = "UPLOADS_BUCKET";
    private static final String RESULTS_BUCKET = "RESULTS_BUCKET";
    private static final String MODELS_BUCKET = "MODELS_BUCKET";
    private static final String VERIFICATION_KEY = "MODEL_VERIFICATION_KEY";
    private static final String SIGNING_KEY = "MODEL_SIGNING_KEY";
    private static final String ACCESS_TABLE = "ACCESS_TABLE";
    private static final String VERSION_METRICS_TABLE = "VERSION_METRICS_TABLE";
    private static final String CANARY_PERCENT = "CANARY_PERCENT";
    private static final String CANARY_SECONDS = "CANARY_SECONDS";
    private static final String EVENT_BUS = "EVENT_BUS";
    private static final ByteCount DISK = ByteCount.ofMebibytes(400);
    private static final ByteCount MEMORY = ByteCount.ofMebibytes(600);
    private static final EvaluateModel.Limits SERVED =
            new EvaluateModel.Limits(ByteCount.ofMebibytes(300).bytes(), Duration.ofMillis(50));

    static TrainingTasksWiring of(Map<String, String> variables) {
        Environment environment = Environment.requiring(
                variables,
                TRAINING_TABLE,
                UPLOADS_BUCKET,
                RESULTS_BUCKET,
                MODELS_BUCKET,
                VERIFICATION_KEY,
                SIGNING_KEY,
                ACCESS_TABLE,
                VERSION_METRICS_TABLE,
                CANARY_PERCENT,
                CANARY_SECONDS,
                EVENT_BUS,
                CostSettings.INSTANCES,
                CostSettings.RUN_LIMIT,
                CostSettings.MONTH_LIMIT);
        Natives.use(Path.of(variables.getOrDefault("LAMBDA_TASK_ROOT", ".")));
        InstantSource clock = InstantSource.system();
        RunStore store = DynamoRunStore.connect(environment.value(TRAINING_TABLE), clock);
        Runs runs = new Runs(store, clock);
        String bucket = environment.value(RESULTS_BUCKET);
        PipelineObjects.RunFolders folders = S3RunFolders.connect(bucket);
        Path scratch = Path.of(variables.getOrDefault("TMPDIR", "/tmp"));
        Served served = served(environment, scratch, clock);
        TrainingOutput output = new TrainingOutput(folders, scratch);
        PipelineTasks.Steps steps = new PipelineTasks.Steps(
                new ValidateRun(runs, S3TrainingUploads.connect(environment.value(UPLOADS_BUCKET)), folders),
                new AdmitRun(runs, store, CostSettings.policy(environment)),
                new RegisterModel(
                        runs,
                        folders,
                        new PublishModel(served.registry(), new OnnxModelConverter(), scratch, clock),
                        scratch),
                meter(variables, environment.value(ACCESS_TABLE), clock),
                output,
                new EvaluateModel(
                        runs,
                        new EvaluateModel.Model(served.registry(), new ServedPredictor(served.models(), clock)),
                        output,
                        SERVED,
                        Random::new),
                new CanaryModel(
                        runs,
                        served.registry(),
                        DynamoVersionMetrics.connect(environment.value(VERSION_METRICS_TABLE), clock),
                        canary(environment)),
                new PromoteModel(runs, served.registry()));
        CheckDrift checkDrift = new CheckDrift(
                S3CallRecordStore.connect(bucket),
                new RegisteredBaselines(served.registry()),
                EventBusDriftEvents.connect(environment.value(EVENT_BUS)),
                clock);
        return new TrainingTasksWiring(new PipelineTasks(runs, steps), runs, bucket, checkDrift);
    }

    private record Served(ModelRegistry registry, Models models) {}

    private static Served served(Environment environment, Path scratch, InstantSource clock) {
        ModelRegistry registry = S3Models.registry(
                environment.value(MODELS_BUCKET), environment.value(VERIFICATION_KEY), environment.value(SIGNING_KEY));
        return new Served(
                registry,
                S3Models.of(registry, scratch.resolve("farebox-models"), new CacheLimits(DISK, MEMORY), clock));
    }

    private static CanaryPolicy canary(Environment environment) {
        return new CanaryPolicy(
                Integer.parseInt(environment.value(CANARY_PERCENT)),
                Duration.ofSeconds(Long.parseLong(environment.value(CANARY_SECONDS))));
    }

    private static MeterTraining meter(Map<String, String> variables, String accessTable, InstantSource clock) {
        return new LedgerTrainingMeter(
                MeteringFactory.recordUsage(variables, CallPayment.LATER, clock, new SecureRandom()),
                DynamoAccessStore.connect(accessTable),
                clock);
    }
}
