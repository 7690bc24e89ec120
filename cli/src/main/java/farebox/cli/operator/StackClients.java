package farebox.cli.operator;

import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

/** The SDK's clients for one stack; closing it closes them. */
public final class StackClients implements AutoCloseable {
    /** Access key and secret for an endpoint that takes any. */
    static final String ANY_KEY = "farebox";

    private final SdkHttpClient http = UrlConnectionHttpClient.create();
    private final Stack stack;
    private final AwsCredentialsProvider credentials;

    public StackClients(Stack stack) {
        this.stack = stack;
        this.credentials = credentials(stack);
    }

    public DynamoDbClient dynamo() {
        return built(DynamoDbClient.builder(), Stack.Service.DYNAMODB);
    }

    public S3Client s3() {
        return built(S3Client.builder(), Stack.Service.S3);
    }

    public SsmClient ssm() {
        return built(SsmClient.builder(), Stack.Service.SSM);
    }

    public ApiGatewayClient apiGateway() {
        return built(ApiGatewayClient.builder(), Stack.Service.API_GATEWAY);
    }

    public CloudFormationClient cloudFormation() {
        return built(CloudFormationClient.builder(), Stack.Service.CLOUDFORMATION);
    }

    public SfnClient stepFunctions() {
        return built(SfnClient.builder(), Stack.Service.SFN);
    }

    public SageMakerClient sageMaker() {
        return built(SageMakerClient.builder(), Stack.Service.SAGEMAKER);
    }

    public SqsClient sqs() {
        return built(SqsClient.builder(), Stack.Service.SQS);
    }

    public StsClient sts() {
        return built(StsClient.builder(), Stack.Service.STS);
    }

    @Override
    public void close() {
        http.close();
    }

    private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C built(
            B builder, Stack.Service service) {
        builder.httpClient(http).region(Region.of(stack.region())).credentialsProvider(credentials);
        Optional.ofNullable(stack.endpoints().get(service)).ifPresent(builder::endpointOverride);
        return builder.build();
    }

    /** An endpoint of our own takes any credentials; AWS gets those of the profile, or of the usual chain. */
    private static AwsCredentialsProvider credentials(Stack stack) {
        if (!stack.endpoints().isEmpty()) {
            return StaticCredentialsProvider.create(AwsBasicCredentials.create(ANY_KEY, ANY_KEY));
        }
        return stack.profile().isEmpty()
                ? DefaultCredentialsProvider.builder().build()
                : ProfileCredentialsProvider.create(stack.profile());
    }
}
