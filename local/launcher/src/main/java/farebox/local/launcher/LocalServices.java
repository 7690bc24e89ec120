package farebox.local.launcher;

import farebox.cli.operator.Stack;
import farebox.kernel.ByteCount;
import farebox.local.awsjson.AwsJsonEndpoint;
import farebox.local.awsjson.AwsService;
import farebox.local.dynamodb.LocalDynamo;
import farebox.local.http.WebServer;
import farebox.local.lambda.LocalLambda;
import farebox.local.launcher.workflow.LocalWorkflows;
import farebox.local.launcher.workflow.UploadEvents;
import farebox.local.s3.LocalS3;
import farebox.local.ssm.LocalParameters;
import farebox.local.store.StoredDocuments;
import farebox.local.template.Deployment;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** The services beside Lambda and API Gateway; all of them keep their data in one folder. */
final class LocalServices {
    private static final ByteCount MAX_REQUEST = ByteCount.ofMebibytes(16);

    /** The image's name in the template. */
    private static final String TRAINING_IMAGE = "farebox-train";

    private final LocalDynamo dynamo;
    private final LocalS3 s3;
    private final UploadEvents uploads;
    private final LocalWorkflows workflows;
    private final URI awsJson;

    /** @param home the checkout, with the built training program */
    record Host(Path home, DataFolder data, InstantSource clock, RandomGenerator random, CloseableStack parts) {}

    private LocalServices(Host host, Deployment deployment) throws IOException {
        this.dynamo = host.parts().add(LocalDynamo.open(host.data().resolve("dynamo"), host.clock()));
        this.uploads = new UploadEvents(deployment.buckets(), host.clock());
        this.s3 = host.parts().add(LocalS3.open(host.data().resolve("s3"), uploads));
        this.workflows = host.parts().add(LocalWorkflows.open(workflowHost(host), deployment));
        this.awsJson = URI.create("http://127.0.0.1:" + awsJson(host).port());
    }

    static LocalServices start(Host host, Deployment deployment) throws IOException {
        LocalServices services = new LocalServices(host, deployment);
        host.parts().add(ExpirySweeper.start(services.dynamo));
        deployment.tables().forEach(table -> services.dynamo.create(TemplateTables.definition(table)));
        for (Deployment.Bucket bucket : deployment.buckets()) {
            services.s3.bucket(bucket.name());
        }
        return services;
    }

    LocalDynamo dynamo() {
        return dynamo;
    }

    Map<Stack.Service, URI> endpoints() {
        Map<Stack.Service, URI> endpoints = new EnumMap<>(Stack.Service.class);
        for (Stack.Service service : List.of(
                Stack.Service.DYNAMODB,
                Stack.Service.SSM,
                Stack.Service.SFN,
                Stack.Service.SQS,
                Stack.Service.EVENTBRIDGE,
                Stack.Service.SCHEDULER,
                Stack.Service.SAGEMAKER)) {
            endpoints.put(service, awsJson);
        }
        endpoints.put(Stack.Service.S3, s3.endpoint());
        return endpoints;
    }

    /** Events and work reach the functions from now on. */
    void startWork(LocalLambda lambda) {
        workflows.start(lambda, uploads);
    }

    private LocalWorkflows.Host workflowHost(Host host) {
        return new LocalWorkflows.Host(
                host.clock(),
                host.random(),
                new StoredDocuments(dynamo.store()),
                dynamo.services().getFirst(),
                s3,
                Map.of(TRAINING_IMAGE, TrainingProgram.of(host.home()).command()),
                host.data().resolve("training"));
    }

    private WebServer awsJson(Host host) throws BindException {
        List<AwsService> services = new ArrayList<>(dynamo.services());
        services.add(LocalParameters.in(dynamo.store(), host.clock()).service());
        services.addAll(workflows.services());
        return host.parts()
                .add(WebServer.start("aws-json", 0, MAX_REQUEST, workflows.endpoint(new AwsJsonEndpoint(services))));
    }
}
