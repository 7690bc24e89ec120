package farebox.local.launcher;

import farebox.kernel.ByteCount;
import farebox.local.awsjson.AwsJsonEndpoint;
import farebox.local.awsjson.AwsService;
import farebox.local.dynamodb.LocalDynamo;
import farebox.local.http.WebServer;
import farebox.local.s3.LocalS3;
import farebox.local.ssm.LocalParameters;
import farebox.local.template.Deployment;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** S3, DynamoDB and the parameter store of one local emulator. */
record LocalStorage(LocalS3 s3, LocalDynamo dynamo, URI awsJson) {
    private static final ByteCount MAX_REQUEST = ByteCount.ofMebibytes(16);

    static LocalStorage start(
            DataFolder data, Deployment deployment, InstantSource clock, CloseableStack closeableStack)
            throws IOException {
        LocalDynamo dynamo = closeableStack.add(LocalDynamo.open(data.resolve("dynamo"), clock));
        List<AwsService> services = new ArrayList<>(dynamo.services());
        services.add(LocalParameters.in(dynamo.store(), clock).service());
        WebServer endpoint =
                closeableStack.add(WebServer.start("aws-json", 0, MAX_REQUEST, new AwsJsonEndpoint(services)));
        closeableStack.add(ExpirySweeper.start(dynamo));
        LocalS3 s3 = closeableStack.add(LocalS3.open(data.resolve("s3")));
        deployment.tables().forEach(table -> dynamo.create(TemplateTables.definition(table)));
        for (Deployment.Bucket bucket : deployment.buckets()) {
            s3.bucket(bucket.name());
        }
        return new LocalStorage(s3, dynamo, URI.create("http://127.0.0.1:" + endpoint.port()));
    }
}
