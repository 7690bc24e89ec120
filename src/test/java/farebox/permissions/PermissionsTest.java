package farebox.permissions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import farebox.local.template.Template;
import farebox.template.ResolvedTemplate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class PermissionsTest {
    private static final Path FILE = Path.of("../template.yaml");
    private static final String KEY = "arn:aws:kms:us-east-1:000000000000:key/ours";
    private static final Map<String, String> EVERYTHING = Map.of("AccessCheck", "function", "EncryptionKeyArn", KEY);
    private static final Types TYPES = new Types(PermissionsTest.class.getClassLoader());

    /** By what it depends on, since finding it takes long and most tests look at every function. */
    private static final Map<Entry, Reach> REACHES = new ConcurrentHashMap<>();

    @ParameterizedTest
    @MethodSource("functions")
    void theRoleAllowsWhatTheFunctionDoesAndNothingElse(String id, Map<String, String> parameters) {
        DeployedFunction function = DeployedFunction.of(resolved(Template.read(FILE), parameters), id, key(parameters));

        assertThat(Comparison.of(function, reach(function)).differences()).isEmpty();
        assertThat(function.granted())
                .as("permissions of %s", id)
                .hasSizeGreaterThan(2)
                .noneMatch(permission -> permission.toString().contains("*:*"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [dynamodb:GetItem, dynamodb:PutItem] | [dynamodb:PutItem] | InferenceFunction may not dynamodb:GetItem on EVENTS_TABLE, which is needed: [farebox.metering.dynamo.DynamoUsageLedger
            [dynamodb:GetItem, dynamodb:PutItem] | [dynamodb:GetItem, dynamodb:PutItem, dynamodb:DeleteItem] | InferenceFunction may dynamodb:DeleteItem on EVENTS_TABLE and never does
            [dynamodb:GetItem, dynamodb:PutItem] | ['dynamodb:*'] | InferenceFunction may dynamodb:* on EVENTS_TABLE and never does
            Resource: !GetAtt ClaimsTable.Arn | Resource: !GetAtt EventsTable.Arn | InferenceFunction may not dynamodb:PutItem on CLAIMS_TABLE
            ${AnswersBucket.Arn}/answers/* | ${AnswersBucket.Arn} | InferenceFunction may not s3:PutObject on ANSWERS_BUCKET/*
            Resource: !GetAtt AnswersBucket.Arn | Resource: '*' | InferenceFunction may s3:ListBucket on * and never does
            Action: [dynamodb:Query] | Action: [dynamodb:Scan] | UsageFunction may not dynamodb:Query on SUMS_TABLE
            Resource: !GetAtt UsageLog.Arn | Resource: !GetAtt RollupLog.Arn | UsageFunction may not logs:PutLogEvents on its log, which is needed: Lambda writes
            Resource: !GetAtt SumsTable.Arn | Resource: !GetAtt EventsTable.Arn | UsageFunction may dynamodb:Query on arn:aws:dynamodb:us-east-1:000000000000:table/farebox-eventstable and never does
            dynamodb:DescribeStream, | '' | RollupFunction may not dynamodb:DescribeStream on the stream that wakes it
            Action: [kms:Decrypt]\\n | Action: [kms:Decrypt, kms:Encrypt]\\n | AuthorizerFunction may kms:Encrypt on the key of everything at rest and never does
            [kms:Decrypt, kms:GenerateDataKey] | [kms:Decrypt] | InferenceFunction may not kms:GenerateDataKey on the key of everything at rest, which is needed: a bucket makes
            parameter${PepperParameter} | parameter${PepperParameter}-old | AuthorizerFunction may not ssm:GetParameter on PEPPER_PARAMETER
            """)
    void aRoleThatAllowsTooMuchOrTooLittleIsNamed(String original, String broken, String difference) {
        ResolvedTemplate template = resolved(changed(original, broken), EVERYTHING);

        Set<String> differences = functionIds()
                .map(id -> DeployedFunction.of(template, id, KEY))
                .flatMap(function -> Comparison.of(function, reach(function)).differences().stream())
                .collect(Collectors.toSet());

        assertThat(differences).anyMatch(named -> named.startsWith(difference));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Effect: Allow\\n                Action: [dynamodb:Query] | Effect: Deny\\n                Action: [dynamodb:Query]
            Action: [dynamodb:Query] | NotAction: [dynamodb:Query]
            What UsageFunction may do, and nothing else | x\\n      ManagedPolicyArns: [arn:aws:iam::aws:policy/ReadOnlyAccess]
            """)
    void aPolicyThatIsNotUnderstood_isNotPassedOver(String original, String broken) {
        DeployedFunction function =
                DeployedFunction.of(resolved(changed(original, broken), EVERYTHING), "UsageFunction", KEY);

        assertThatIllegalStateException().isThrownBy(function::granted).withMessageContaining("UsageFunction has a");
    }

    @ParameterizedTest
    @MethodSource("functionIds")
    void theHandlerIsOfTheModuleThatIsPacked(String id) throws ClassNotFoundException {
        DeployedFunction function = DeployedFunction.of(resolved(Template.read(FILE), EVERYTHING), id, KEY);
        Class<?> handler = Class.forName(function.handler(), false, PermissionsTest.class.getClassLoader());

        assertThat(handler.getProtectionDomain().getCodeSource().getLocation().getPath())
                .contains("/" + Path.of(function.codeUri()).getParent() + "/");
    }

    @Test
    void everyAdapterOfTheTableIsReached() {
        ResolvedTemplate template = resolved(Template.read(FILE), EVERYTHING);

        Set<String> resources = functionIds()
                .map(id -> DeployedFunction.of(template, id, KEY))
                .flatMap(function ->
                        Calls.needed(reach(function), function.environment().keySet()).keySet().stream())
                .map(permission -> permission.resource().replace("/*", ""))
                .collect(Collectors.toSet());

        assertThat(resources)
                .isEqualTo(Stream.concat(Calls.WORKS_ON.values().stream(), Calls.ON.values().stream())
                        .collect(Collectors.toSet()));
    }

    static Stream<Arguments> functions() {
        return functionIds()
                .flatMap(id -> Stream.of("authorizer", "function")
                        .flatMap(check ->
                                Stream.of("", KEY).map(key -> Map.of("AccessCheck", check, "EncryptionKeyArn", key)))
                        .map(parameters -> Arguments.of(id, parameters)));
    }

    static Stream<String> functionIds() {
        return resolved(Template.read(FILE), EVERYTHING).ids("AWS::Serverless::Function").stream();
    }

    private static Reach reach(DeployedFunction function) {
        String accessCheck = function.environment().getOrDefault("ACCESS_CHECK", "");
        return REACHES.computeIfAbsent(
                new Entry(function.handler(), accessCheck.equals("authorizer")), PermissionsTest::reach);
    }

    /** Where the gateway has asked before, the environment keeps the function from asking again. */
    private static Reach reach(Entry entry) {
        return Reach.of(
                entry.handler(),
                TYPES,
                method -> entry.gatewayAsks()
                        && method.toString().equals("farebox.access.aws.Authenticators.authenticatingItself"));
    }

    /** Where a function begins. */
    private record Entry(String handler, boolean gatewayAsks) {}

    private static String key(Map<String, String> parameters) {
        return parameters.getOrDefault("EncryptionKeyArn", "");
    }

    private static ResolvedTemplate resolved(Template template, Map<String, String> parameters) {
        return ResolvedTemplate.of(template, parameters);
    }

    private static Template changed(String original, String broken) {
        String text = text();
        assertThat(text).contains(original.translateEscapes());
        return Template.parse(
                "broken.yaml", text.replace(original.translateEscapes(), broken.translateEscapes()), Path.of(".."));
    }

    private static String text() {
        try {
            return Files.readString(FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
