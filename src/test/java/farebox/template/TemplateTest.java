package farebox.template;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.local.template.Deployment;
import farebox.local.template.RestApi;
import farebox.local.template.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class TemplateTest {
    private static final Path FILE = Path.of("../template.yaml");

    @ParameterizedTest
    @MethodSource("rules")
    void theTemplateKeepsTheRule(String rule) {
        ResolvedTemplate template = ResolvedTemplate.of(Template.read(FILE), Map.of());

        assertThat(TemplateRules.broken(rule, template)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            each function has a role of its own | !GetAtt UsageRole.Arn | !GetAtt InferenceRole.Arn
            no role reaches everything | Resource: !GetAtt SumsTable.Arn | Resource: '*'
            no role reaches everything | Action: [dynamodb:Query] | Action: ['dynamodb:*']
            each function has an alias, and a snapshot unless it needs more storage than one holds | {ApplyOn: PublishedVersions} | {ApplyOn: None}
            each function is released by a canary that an alarm on it rolls back | Type: Canary10Percent5Minutes | Type: AllAtOnce
            each function is released by a canary that an alarm on it rolls back | Alarms: [!Ref UsageErrors] | Alarms: []
            each function is released by a canary that an alarm on it rolls back | Alarms: [!Ref UsageErrors] | Alarms: [!Ref RollupErrors]
            each function is released by a canary that an alarm on it rolls back | '${UsageFunction}:live' | '${UsageFunction}:other'
            two stacks of one account have schedules of their own | OmitName: true | Description: Sweeps
            every alarm tells somebody | AlarmActions: [!Ref Alarms] | AlarmActions: []
            handlers are there, and final | metering.lambda.UsageHandler | metering.lambda.NoHandler
            no secret is an environment variable | PEPPER_PARAMETER: | PEPPER:
            data outlives the stack | DeletionPolicy: Retain | DeletionPolicy: Delete
            tables can be put back to any second | {PointInTimeRecoveryEnabled: true} | {PointInTimeRecoveryEnabled: false}
            buckets are private, encrypted, and refuse plain HTTP | BlockPublicAcls: true | BlockPublicAcls: false
            buckets are private, encrypted, and refuse plain HTTP | Bool: {aws:SecureTransport: 'false'} | Bool: {aws:SecureTransport: 'true'}
            every log ends | RetentionInDays: !Ref LogRetentionDays | RetentionInDays: 0
            the function that adds up is never given up on | MaximumRetryAttempts: -1 | MaximumRetryAttempts: 3
            the function that adds up is never given up on | TumblingWindowInSeconds: 60 | TumblingWindowInSeconds: 0
            a function gives up on a message when its queue does | MAX_RECEIVES: '5' | MAX_RECEIVES: '4'
            a function gives up on a message when its queue does | DEAD_LETTER_QUEUE: !Ref BatchUploadsDeadLetters | DEAD_LETTER_QUEUE: !Ref BatchUploadsQueue
            functions are called by the gateway's own API only | Principal: apigateway.amazonaws.com | Principal: '*'
            functions are called by the gateway's own API only | ${AWS::AccountId}:${Api}/authorizers/* | ${AWS::AccountId}:*
            every call wants a key, unless it asks how the service is | security: !If [ChecksKeysInAuthorizer, [{FareboxKey: [], UsagePlanKey: []}], []] | deprecated: false
            a function ends before the gateway gives up on it | Timeout: 28 | Timeout: 29
            a function ends before the gateway gives up on it | timeoutInMillis: 29000 | timeoutInMillis: 15000
            calls are bounded, for all and for each | ThrottlingRateLimit: !Ref CallsPerSecond | ThrottlingRateLimit: 0
            calls are bounded, for all and for each | Quota: {Limit: 1000, Period: DAY} | Quota: {}
            what does not exist is the function's to say | /{proxy+}: | /elsewhere/{proxy+}:
            what does not exist is the function's to say | x-amazon-apigateway-any-method: | get:
            the gateway's errors have the form of their protocol | $context.authorizer.quotaOpen | $context.authorizer.quota
            the gateway's errors have the form of their protocol | '$context.authorizer.deniedBody' | '{}'
            callers are told the limits that their plans have | BurstLimit: 2000} | BurstLimit: 1000}
            every documented operation is routed, with a key where it needs one | /v1/balance: | /v1/credit:
            every documented operation is routed, with a key where it needs one | /v2/health/{probe}: | /v2/healthy/{probe}:
            every documented operation is routed, with a key where it needs one | security: !If [ChecksKeysInAuthorizer, [{FareboxKey: [], UsagePlanKey: []}], []] | deprecated: false
            every path that leads somewhere is documented | /v1/balance: | /v1/credit:
            errors of the authorizer have the documented format | /v1/usage=PROBLEM | /v1/usage=OPENAI
            errors of the authorizer have the documented format | /v2=OPEN_INFERENCE | /v2=OPENAI
            only the function that streams is called as one | responseTransferMode: STREAM, | responseTransferMode: BUFFERED,
            only the function that streams is called as one | {Alias: !Ref UsageFunction.Alias} | {Alias: !Ref InferenceFunction.Alias}
            usage can be read when the quota is used up | [{FareboxKey: []}] | [{FareboxKey: [], UsagePlanKey: []}]
            """)
    void theRuleSeesATemplateThatBreaksIt(String rule, String original, String broken) throws IOException {
        String text = Files.readString(FILE);
        assertThat(text).contains(original);

        Template changed = Template.parse("broken.yaml", text.replace(original, broken), Path.of(".."));

        assertThat(TemplateRules.broken(rule, ResolvedTemplate.of(changed, Map.of())))
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"authorizer, true", "function, false"})
    void keysAreCheckedByTheAuthorizerOrByTheFunction(String accessCheck, boolean guarded) {
        Deployment deployment = Template.read(FILE).deploy(Map.of("AccessCheck", accessCheck));

        assertThat(deployment.api().routes())
                .filteredOn(route ->
                        route.path().equals("/v1/embeddings") && route.method().equals(RestApi.ANY))
                .singleElement()
                .satisfies(route -> assertThat(route.keyRequired()).isEqualTo(guarded));
        assertThat(deployment.functions())
                .filteredOn(function -> function.id().equals("InferenceFunction"))
                .singleElement()
                .satisfies(function -> assertThat(function.environment()).containsEntry("ACCESS_CHECK", accessCheck));
    }

    @ParameterizedTest
    @CsvSource({"'', false", "https://app.example.com, true", "*, true"})
    void otherOriginsMayReadEveryError_whereOneIsAllowed(String origin, boolean allowed) {
        Deployment deployment = Template.read(FILE).deploy(Map.of("CorsOrigin", origin));

        assertThat(deployment.api().gatewayAnswers().values())
                .allSatisfy(response -> assertThat(response.headers().getOrDefault("access-control-allow-origin", ""))
                        .isEqualTo(allowed ? "'" + origin + "'" : ""));
        assertThat(deployment.functions())
                .filteredOn(function -> function.id().matches("InferenceFunction|UsageFunction"))
                .allSatisfy(function -> assertThat(function.environment()).containsEntry("CORS_ORIGIN", origin));
    }

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "arn:aws:batch:us-east-1:000000000000:job-queue/gpu, arn:aws:batch:us-east-1:000000000000:job-definition/train:1"
    })
    void theDashboardShowsTheStateMachineThatTrains(String jobQueue, String jobDefinition) {
        ResolvedTemplate template = ResolvedTemplate.of(
                Template.read(FILE), Map.of("TrainingJobQueue", jobQueue, "TrainingJobDefinition", jobDefinition));

        String training = template.properties("TrainingFunction")
                .at("/Environment/Variables/TRAINING_STATE_MACHINE")
                .asText();
        assertThat(training).isNotEmpty();
        assertThat(template.properties("Dashboard").path("DashboardBody").asText())
                .contains("\"StateMachineArn\", \"" + training + "\"");
    }

    @Test
    void everyRuleIsBrokenOnceByATest() throws IOException {
        String source = Files.readString(Path.of("test/java/farebox/template/TemplateTest.java"));

        assertThat(TemplateRules.all().keySet())
                .allSatisfy(rule -> assertThat(source).contains(rule + " |"));
    }

    static Stream<String> rules() {
        return TemplateRules.all().keySet().stream();
    }
}
