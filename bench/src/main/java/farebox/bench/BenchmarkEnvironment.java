package farebox.bench;

import farebox.aws.AwsClients;
import farebox.kernel.ByteCount;
import farebox.kernel.Deadline;
import farebox.kernel.FileTree;
import farebox.local.awsjson.AwsJsonEndpoint;
import farebox.local.awsjson.AwsService;
import farebox.local.dynamodb.KeyAttribute;
import farebox.local.dynamodb.KeySchema;
import farebox.local.dynamodb.LocalDynamo;
import farebox.local.dynamodb.TableDefinition;
import farebox.local.dynamodb.value.ValueType;
import farebox.local.http.WebServer;
import farebox.local.s3.LocalS3;
import farebox.local.ssm.LocalParameters;
import farebox.models.EmbeddingModel;
import farebox.models.Lease;
import farebox.models.Manifest;
import farebox.models.ModelFile;
import farebox.models.ModelRef;
import farebox.models.Models;
import farebox.models.Selector;
import farebox.models.cache.CacheLimits;
import farebox.models.publish.BundledModel;
import farebox.models.publish.PublishModel;
import farebox.models.publish.onnx.OnnxModelConverter;
import farebox.models.registry.ModelKeys;
import farebox.models.registry.ModelRegistry;
import farebox.models.s3.S3Models;
import farebox.models.signature.EncodedKeys;
import farebox.models.ssm.SsmKeyPair;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * What the benchmarks stand on: S3 with the published model in it, and DynamoDB, both on loopback and in a folder that
 * goes when this is closed.
 *
 * @param home the checkout
 * @param folder for files, of this run only
 * @param environment of a process that is to use these stores
 */
record BenchmarkEnvironment(
        Path home,
        Path folder,
        Map<String, String> environment,
        ModelRegistry registry,
        Models models,
        Manifest manifest,
        S3Client s3,
        List<Closeable> parts)
        implements Closeable {
    static final String SUMS = "bench-sums";
    static final String BILLING = "bench-billing";
    static final String BUCKET = "bench-models";
    static final String EVENTS = "bench-events";
    static final String CLAIMS = "bench-claims";
    private static final String VERSIONS = "bench-versions";
    private static final String VERIFICATION_KEY = "/bench/models/verification";
    private static final String SIGNING_KEY = "/bench/models/signing";
    static final ModelRef MODEL = BundledModel.allMiniLmL6V2().model();
    static final CacheLimits BUDGETS = new CacheLimits(ByteCount.ofMebibytes(400), ByteCount.ofMebibytes(800));
    static final InstantSource CLOCK = InstantSource.system();

    private static final ByteCount MAX_REQUEST = ByteCount.ofMebibytes(16);
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    BenchmarkEnvironment {
        environment = Map.copyOf(environment);
        parts = List.copyOf(parts);
    }

    static BenchmarkEnvironment prepare(Path home) throws IOException {
        Path folder = Files.createTempDirectory("farebox-bench-");
        LocalS3 s3 = LocalS3.open(folder.resolve("s3"));
        s3.bucket(BUCKET);
        LocalDynamo dynamo = LocalDynamo.open(folder.resolve("dynamo"), CLOCK);
        KeySchema byId = KeySchema.of(new KeyAttribute("id", ValueType.S));
        dynamo.create(TableDefinition.of(SUMS, keys("series", "slot")));
        dynamo.create(TableDefinition.of(BILLING, keys("tenant", "item")));
        dynamo.create(TableDefinition.of(EVENTS, byId));
        dynamo.create(TableDefinition.of(CLAIMS, byId));
        dynamo.create(TableDefinition.of(VERSIONS, keys("version", "minute")));
        List<AwsService> services = new ArrayList<>(dynamo.services());
        services.add(LocalParameters.in(dynamo.store(), CLOCK).service());
        WebServer tables = WebServer.start("aws-json", 0, MAX_REQUEST, new AwsJsonEndpoint(services));
        Map<String, String> environment = environment(s3.endpoint().toString(), "http://127.0.0.1:" + tables.port());
        S3Client client = clientOfThisProcess(environment);
        ModelRegistry registry = newRegistry();
        Manifest manifest = publish(registry, folder);
        Models models = S3Models.of(registry, folder.resolve("models"), BUDGETS, CLOCK);
        return new BenchmarkEnvironment(
                home,
                folder,
                environment,
                registry,
                models,
                manifest,
                client,
                List.of(client::close, tables::close, dynamo::close, s3::close));
    }

    Lease<EmbeddingModel> open() {
        return models.open(MODEL, Selector.champion(), EmbeddingModel.class, Deadline.after(TIMEOUT, CLOCK));
    }

    /** One of the model's files by a plain GET, unverified. */
    Path fetch(ModelFile file, Path target) {
        s3.getObject(
                request -> request.bucket(BUCKET)
                        .key(ModelKeys.file(MODEL, manifest.version(), file).value()),
                target);
        return target;
    }

    @Override
    public void close() throws IOException {
        for (Closeable part : parts) {
            part.close();
        }
        FileTree.delete(folder);
    }

    private static KeySchema keys(String partition, String sort) {
        return KeySchema.of(new KeyAttribute(partition, ValueType.S), new KeyAttribute(sort, ValueType.S));
    }

    private static Map<String, String> environment(String s3, String dynamo) {
        return Map.ofEntries(
                Map.entry("MODELS_BUCKET", BUCKET),
                Map.entry("MODEL_VERIFICATION_KEY", VERIFICATION_KEY),
                Map.entry("ANSWERS_BUCKET", BUCKET),
                Map.entry("EVENTS_TABLE", EVENTS),
                Map.entry("CLAIMS_TABLE", CLAIMS),
                Map.entry("SUMS_TABLE", SUMS),
                Map.entry("BILLING_TABLE", BILLING),
                Map.entry("VERSION_METRICS_TABLE", VERSIONS),
                Map.entry("PRICES_BUCKET", BUCKET),
                Map.entry("HOT_MODELS", MODEL.name().value()),
                Map.entry("ACCESS_CHECK", "authorizer"),
                Map.entry("ORT_DISABLE_TELEMETRY", "1"),
                Map.entry("DJL_OFFLINE", "true"),
                Map.entry("AWS_REGION", "us-east-1"),
                Map.entry("AWS_ACCESS_KEY_ID", "farebox"),
                Map.entry("AWS_SECRET_ACCESS_KEY", "farebox"),
                Map.entry("AWS_EC2_METADATA_DISABLED", "true"),
                Map.entry("AWS_ENDPOINT_URL_S3", s3),
                Map.entry("AWS_ENDPOINT_URL_SSM", dynamo),
                Map.entry("AWS_ENDPOINT_URL_DYNAMODB", dynamo));
    }

    /** This process cannot change its environment any more; the SDK reads these properties as well. */
    private static S3Client clientOfThisProcess(Map<String, String> environment) {
        System.setProperty("aws.region", environment.getOrDefault("AWS_REGION", ""));
        System.setProperty("aws.accessKeyId", environment.getOrDefault("AWS_ACCESS_KEY_ID", ""));
        System.setProperty("aws.secretAccessKey", environment.getOrDefault("AWS_SECRET_ACCESS_KEY", ""));
        System.setProperty("aws.endpointUrlS3", environment.getOrDefault("AWS_ENDPOINT_URL_S3", ""));
        System.setProperty("aws.endpointUrlSsm", environment.getOrDefault("AWS_ENDPOINT_URL_SSM", ""));
        System.setProperty("aws.endpointUrlDynamoDb", environment.getOrDefault("AWS_ENDPOINT_URL_DYNAMODB", ""));
        return AwsClients.build(S3Client.builder());
    }

    private static ModelRegistry newRegistry() {
        try (SsmClient client = AwsClients.build(SsmClient.builder())) {
            new SsmKeyPair(client, SIGNING_KEY, VERIFICATION_KEY).ensure(EncodedKeys.generate());
        }
        return S3Models.registry(BUCKET, VERIFICATION_KEY, SIGNING_KEY);
    }

    private static Manifest publish(ModelRegistry modelRegistry, Path scratch) {
        var card = new PublishModel(modelRegistry, new OnnxModelConverter(), scratch, CLOCK)
                .run(BundledModel.allMiniLmL6V2())
                .card();
        return modelRegistry.manifest(MODEL, card.version()).orElseThrow();
    }
}
