package farebox.training.pipeline.lambda;

import farebox.access.AccessStore;
import farebox.access.aws.Authenticators;
import farebox.access.dynamo.DynamoAccessStore;
import farebox.files.dynamo.DynamoFileRecords;
import farebox.http.Authenticator;
import farebox.http.HttpRouter;
import farebox.http.Json;
import farebox.http.Route;
import farebox.kernel.Environment;
import farebox.models.s3.S3Models;
import farebox.training.pipeline.CancelRun;
import farebox.training.pipeline.EndExecution;
import farebox.training.pipeline.PipelineObjects;
import farebox.training.pipeline.RequestTraining;
import farebox.training.pipeline.RunEvents;
import farebox.training.pipeline.RunExecutions;
import farebox.training.pipeline.RunStore;
import farebox.training.pipeline.Runs;
import farebox.training.pipeline.StartFromUpload;
import farebox.training.pipeline.StartRun;
import farebox.training.pipeline.UploadedFiles;
import farebox.training.pipeline.drift.RetrainOnDrift;
import farebox.training.pipeline.dynamo.DynamoRunStore;
import farebox.training.pipeline.files.TenantUploads;
import farebox.training.pipeline.http.FineTuningRoutes;
import farebox.training.pipeline.http.SchemaRoutes;
import farebox.training.pipeline.s3.S3RunFolders;
import farebox.training.pipeline.s3.S3TrainingUploads;
import farebox.training.pipeline.sfn.StepFunctionsExecutions;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the functions that start and show runs are made of. */
record TrainingWiring(RunStore store, Runs runs, RunExecutions executions, InstantSource clock) {
    private static final String TRAINING_TABLE = "TRAINING_TABLE";
    private static final String FILES_TABLE = "FILES_TABLE";
    private static final String UPLOADS_BUCKET = "UPLOADS_BUCKET";
    private static final String MODELS_BUCKET = "MODELS_BUCKET";
    private static final String VERIFICATION_KEY = "MODEL_VERIFICATION_KEY";
    private static final String RESULTS_BUCKET = "RESULTS_BUCKET";
    private static final String ACCESS_TABLE = "ACCESS_TABLE";
    private static final String STATE_MACHINE = "TRAINING_STATE_MACHINE";

    static TrainingWiring of(Map<String, String> variables) {
        Environment environment = Environment.requiring(variables, TRAINING_TABLE, STATE_MACHINE);
        InstantSource clock = InstantSource.system();
        RunStore store = DynamoRunStore.connect(environment.value(TRAINING_TABLE), clock);
        return new TrainingWiring(
                store,
                new Runs(store, clock),
                StepFunctionsExecutions.connect(environment.value(STATE_MACHINE)),
                clock);
    }

    /** What the function of the events calls. */
    record Events(StartFromUpload startFromUpload, RetrainOnDrift retrainOnDrift, EndExecution endExecution) {}

    /** @param variables with UPLOADS_BUCKET, MODELS_BUCKET, MODEL_VERIFICATION_KEY and ACCESS_TABLE */
    Events events(Map<String, String> variables) {
        Environment environment =
                Environment.requiring(variables, UPLOADS_BUCKET, MODELS_BUCKET, VERIFICATION_KEY, ACCESS_TABLE);
        AccessStore tenants = DynamoAccessStore.connect(environment.value(ACCESS_TABLE));
        PipelineObjects.Uploads uploads = S3TrainingUploads.connect(environment.value(UPLOADS_BUCKET));
        StartFromUpload startFromUpload = new StartFromUpload(
                uploads, startRun(), tenant -> tenants.ring(tenant).isPresent());
        return new Events(
                startFromUpload,
                new RetrainOnDrift(uploads, startFromUpload, store, clock),
                new EndExecution(
                        runs,
                        executions,
                        S3Models.registry(environment.value(MODELS_BUCKET), environment.value(VERIFICATION_KEY))));
    }

    /** @param variables with FILES_TABLE, UPLOADS_BUCKET and RESULTS_BUCKET */
    HttpRouter http(Map<String, String> variables) {
        Environment environment = Environment.requiring(variables, FILES_TABLE, UPLOADS_BUCKET, RESULTS_BUCKET);
        UploadedFiles files = new TenantUploads(
                DynamoFileRecords.connect(environment.value(FILES_TABLE)),
                S3TrainingUploads.connect(environment.value(UPLOADS_BUCKET)));
        return http(
                Authenticators.from(variables, clock), files, S3RunFolders.connect(environment.value(RESULTS_BUCKET)));
    }

    /** @param folders of runs */
    HttpRouter http(Authenticator authenticator, UploadedFiles files, PipelineObjects.RunFolders folders) {
        Json json = new Json();
        FineTuningRoutes.Sources sources = new FineTuningRoutes.Sources(
                store,
                new RunEvents(store, folders),
                runs,
                new RequestTraining(files, startRun()),
                new CancelRun(runs, executions));
        List<Route> routes = Stream.of(new FineTuningRoutes(sources, json).routes(), new SchemaRoutes().routes())
                .flatMap(List::stream)
                .toList();
        return new HttpRouter(routes, authenticator, json, clock);
    }

    private StartRun startRun() {
        return new StartRun(runs, store, executions);
    }
}
