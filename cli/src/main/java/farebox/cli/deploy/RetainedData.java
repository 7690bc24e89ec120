package farebox.cli.deploy;

import farebox.cli.operator.Progress;
import farebox.cli.operator.StackClients;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;

/** Removes the data that a stack left: models, answers, usage, keys. There is no way back. */
final class RetainedData {
    private final S3Client s3;
    private final DynamoDbClient dynamo;
    private final SsmClient ssm;
    private final Progress progress;

    RetainedData(StackClients clients, Progress progress) {
        this.s3 = clients.s3();
        this.dynamo = clients.dynamo();
        this.ssm = clients.ssm();
        this.progress = progress;
    }

    /** @return those that are no data and stay */
    List<Retained> remove(List<Retained> all) {
        List<Retained> kept = new ArrayList<>();
        for (Retained resource : all) {
            switch (resource.type()) {
                case "AWS::S3::Bucket" -> removeBucket(resource.name());
                case "AWS::DynamoDB::Table" -> dynamo.deleteTable(of -> of.tableName(resource.name()));
                case Retained.PARAMETER -> removeParameter(resource.name());
                default -> kept.add(resource);
            }
        }
        progress.step("data of " + (all.size() - kept.size()) + " places is gone");
        return kept;
    }

    private void removeParameter(String name) {
        try {
            ssm.deleteParameter(of -> of.name(name));
        } catch (ParameterNotFoundException e) {
            progress.step("there was no " + name + ", since no key was ever made");
        }
    }

    private void removeBucket(String bucket) {
        for (ListObjectVersionsResponse page : s3.listObjectVersionsPaginator(of -> of.bucket(bucket))) {
            List<ObjectIdentifier> objects = new ArrayList<>();
            page.versions().forEach(version -> objects.add(identifier(version.key(), version.versionId())));
            page.deleteMarkers().forEach(marker -> objects.add(identifier(marker.key(), marker.versionId())));
            if (!objects.isEmpty()) {
                s3.deleteObjects(of -> of.bucket(bucket).delete(these -> these.objects(objects)));
            }
        }
        s3.deleteBucket(of -> of.bucket(bucket));
    }

    private static ObjectIdentifier identifier(String key, String version) {
        return ObjectIdentifier.builder().key(key).versionId(version).build();
    }
}
