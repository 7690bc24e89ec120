package farebox.batch.lambda;

import farebox.access.aws.Authenticators;
import farebox.access.dynamo.DynamoAccessStore;
import farebox.batch.BatchExecutions;
import farebox.batch.BatchRecords;
import farebox.batch.CancelBatch;
import farebox.batch.CreateBatch;
import farebox.batch.StartInvocation;
import farebox.batch.StartUploadedBatch;
import farebox.batch.dynamo.DynamoBatchRecords;
import farebox.batch.http.BatchRoutes;
import farebox.batch.http.InvocationRoutes;
import farebox.batch.inference.EmbeddingsEndpoint;
import farebox.batch.inference.UploadEndpoint;
import farebox.batch.s3.S3BatchObjects;
import farebox.batch.s3.S3Uploads;
import farebox.batch.stepfunctions.StateMachineExecutions;
import farebox.files.TenantFiles;
import farebox.files.dynamo.DynamoFileRecords;
import farebox.files.s3.S3FileContents;
import farebox.http.Authenticator;
import farebox.http.HttpRouter;
import farebox.http.Json;
import farebox.http.Route;
import farebox.inference.openai.CreateCompletions;
import farebox.kernel.Environment;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** What {@link BatchesHandler} is made of. */
final class BatchesWiring {
    private static final String FILES_TABLE = "FILES_TABLE";
    private static final String UPLOADS_BUCKET = "UPLOADS_BUCKET";
    private static final String RESULTS_BUCKET = "RESULTS_BUCKET";
    private static final String BATCHES_TABLE = "BATCHES_TABLE";
    private static final String ACCESS_TABLE = "ACCESS_TABLE";
    private static final String STATE_MACHINE = "BATCH_STATE_MACHINE";

    static final List<String> ENDPOINTS =
            List.of(EmbeddingsEndpoint.PATH, CreateCompletions.TEXT, CreateCompletions.CHAT);

    private BatchesWiring() {}

    static HttpRouter of(Map<String, String> variables) {
        Environment environment = Environment.requiring(
                variables, FILES_TABLE, UPLOADS_BUCKET, RESULTS_BUCKET, BATCHES_TABLE, STATE_MACHINE);
        InstantSource clock = InstantSource.system();
        RandomGenerator random = new SecureRandom();
        TenantFiles files = new TenantFiles(
                DynamoFileRecords.connect(environment.value(FILES_TABLE)),
                S3FileContents.connect(environment.value(UPLOADS_BUCKET)),
                clock,
                random);
        BatchRecords records = DynamoBatchRecords.connect(environment.value(BATCHES_TABLE));
        BatchExecutions executions = StateMachineExecutions.connect(environment.value(STATE_MACHINE), new Json());
        StartInvocation startInvocation = new StartInvocation(
                new StartInvocation.Stores(records, executions, S3Uploads.connect(environment.value(UPLOADS_BUCKET))),
                new StartInvocation.Buckets(environment.value(UPLOADS_BUCKET), environment.value(RESULTS_BUCKET)),
                clock,
                random);
        CreateBatch createBatch =
                new CreateBatch(new CreateBatch.Stores(files, records, executions), ENDPOINTS, clock, random);
        return of(createBatch, startInvocation, records, Authenticators.from(variables, clock), clock);
    }

    /** What {@link BatchUploadsHandler} is made of. */
    static StartUploadedBatch uploads(Map<String, String> variables) {
        Environment environment =
                Environment.requiring(variables, BATCHES_TABLE, STATE_MACHINE, RESULTS_BUCKET, ACCESS_TABLE);
        DynamoAccessStore access = DynamoAccessStore.connect(environment.value(ACCESS_TABLE));
        return new StartUploadedBatch(
                new StartUploadedBatch.Stores(
                        DynamoBatchRecords.connect(environment.value(BATCHES_TABLE)),
                        StateMachineExecutions.connect(environment.value(STATE_MACHINE), new Json()),
                        S3BatchObjects.connect(environment.value(RESULTS_BUCKET)),
                        tenant -> access.ring(tenant).map(keys -> keys.tenant().plan())),
                UploadEndpoint.PATH,
                InstantSource.system());
    }

    static HttpRouter of(
            CreateBatch createBatch,
            StartInvocation startInvocation,
            BatchRecords records,
            Authenticator authenticator,
            InstantSource clock) {
        Json json = new Json();
        BatchRoutes batches = new BatchRoutes(createBatch, new CancelBatch(records, clock), records, json);
        List<Route> routes = Stream.concat(
                        batches.routes().stream(), new InvocationRoutes(startInvocation, json).routes().stream())
                .toList();
        return new HttpRouter(routes, authenticator, json, clock);
    }
}
