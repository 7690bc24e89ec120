package farebox.cli.deploy;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.ScalarNode;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.TemplateStage;

/**
 * A resource that outlives its stack, since its DeletionPolicy says so.
 *
 * @param name what the service calls it
 */
public record Retained(String id, String type, String name) {
    static final String PARAMETER = "AWS::SSM::Parameter";

    /** Those of a deployed stack, by the template that it was deployed with, not by the one that lies here. */
    static List<Retained> of(CloudFormationClient client, String stackId) {
        Set<String> ids = ids(client.getTemplate(of -> of.stackName(stackId).templateStage(TemplateStage.ORIGINAL))
                .templateBody());
        return client.listStackResourcesPaginator(of -> of.stackName(stackId)).stackResourceSummaries().stream()
                .filter(resource -> ids.contains(resource.logicalResourceId()))
                .map(resource -> new Retained(
                        resource.logicalResourceId(), resource.resourceType(), resource.physicalResourceId()))
                .toList();
    }

    private static Set<String> ids(String template) {
        return SourceResource.all(template).stream()
                .filter(resource -> resource.scalar("DeletionPolicy")
                        .map(ScalarNode::getValue)
                        .filter("Retain"::equals)
                        .isPresent())
                .map(SourceResource::id)
                .collect(Collectors.toSet());
    }

    /** How a person gets rid of it. */
    public String removal() {
        return switch (type) {
            case "AWS::S3::Bucket" -> "empty it (all versions) and delete it: aws s3api delete-bucket --bucket " + name;
            case "AWS::DynamoDB::Table" -> "aws dynamodb delete-table --table-name " + name;
            case PARAMETER -> "aws ssm delete-parameter --name " + name;
            case "AWS::IAM::Role" ->
                "only if no API of this account writes access logs: detach its policies, aws iam delete-role"
                        + " --role-name " + name;
            case "AWS::ApiGateway::Account" -> "a setting of the account, nothing to delete";
            default -> "aws cloudcontrol delete-resource --type-name " + type + " --identifier " + name;
        };
    }
}
