package farebox.local.stack;

import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.ssm.SsmClient;

/** The SDK's clients for one stack; closing it closes them. */
public final class StackClients implements AutoCloseable {
    private final SdkHttpClient http = UrlConnectionHttpClient.create();
    private final Stack stack;

    public StackClients(Stack stack) {
        this.stack = stack;
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

    @Override
    public void close() {
        http.close();
    }

    /** An endpoint of our own takes any credentials; AWS gets those of the usual chain. */
    private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C built(
            B builder, Stack.Service service) {
        builder.httpClient(http).region(Region.of(stack.region()));
        Optional<URI> own = Optional.ofNullable(stack.endpoints().get(service));
        own.ifPresent(endpoint -> builder.endpointOverride(endpoint)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("farebox", "farebox"))));
        return builder.build();
    }
}
