package farebox.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.kernel.ByteCount;
import farebox.local.template.Deployment.Index;
import farebox.local.template.Deployment.KeyPart;
import farebox.local.template.Deployment.Stream;
import farebox.local.template.Deployment.StreamView;
import farebox.local.template.Deployment.Table;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {
    private static final Path FOLDER = Path.of("/somewhere");
    private static final String SMALL = small();

    private final Deployment deployment = deploy(SMALL, Map.of());

    @Test
    void deploy_resolvesEveryIntrinsicFunction() {
        String arn = "arn:aws:dynamodb:us-east-1:000000000000:table/farebox-items";
        assertThat(function("Worker").environment())
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("GLOBAL", "everywhere"),
                        Map.entry("LEVEL", "own"),
                        Map.entry("TABLE", "farebox-items"),
                        Map.entry("TABLE_ARN", arn),
                        Map.entry("LONG", arn + "/stream/2026-01-01T00:00:00.000"),
                        Map.entry("BUCKET", "files-abc"),
                        Map.entry("TEXT", "us-east-1/on/arn:aws:s3:::files-abc/${literal}/second"),
                        Map.entry("OWN", "abc-y"),
                        Map.entry("JOINED", "a+abc"),
                        Map.entry("SPLIT", "q"),
                        Map.entry("CHOSEN", "yes"),
                        Map.entry("CODED", "aGk="),
                        Map.entry("ALIAS", "arn:aws:lambda:us-east-1:000000000000:function:second:live"),
                        Map.entry("ALIAS_TOO", "arn:aws:lambda:us-east-1:000000000000:function:second:live"),
                        Map.entry("ROLE", "arn:aws:iam::000000000000:role/second-role"),
                        Map.entry("TOPIC", "farebox-topic"),
                        Map.entry("TOPIC_ARN", "arn:aws:sns:us-east-1:000000000000:farebox-topic")));
    }

    @Test
    void deploy_givesFunctionsTheirUnits() {
        Deployment.Function worker = function("Worker");
        Deployment.Function second = function("Worker2");

        assertThat(worker.memory()).isEqualTo(ByteCount.ofMebibytes(512));
        assertThat(worker.timeout()).isEqualTo(Duration.ofSeconds(7));
        assertThat(worker.mostAtOnce()).isEqualTo(Deployment.Function.UNRESERVED);
        assertThat(worker.code()).isEqualTo(Path.of("/somewhere/functions/worker"));
        assertThat(worker.handler()).isEqualTo("some.Worker::handle");
        assertThat(second.memory()).isEqualTo(ByteCount.ofMebibytes(256));
        assertThat(second.timeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(second.mostAtOnce()).isEqualTo(4);
        assertThat(second.code()).isEqualTo(Path.of("/somewhere/functions/second"));
        assertThat(worker.streams())
                .containsExactly(new Stream("farebox-items", false, 10, Duration.ZERO, Duration.ZERO, 3, true, false));
    }

    @Test
    void deploy_leavesOutWhatAConditionLeavesOut() {
        assertThat(deployment.functions()).extracting(Deployment.Function::id).containsExactly("Worker", "Worker2");
        assertThat(deployment.outputs()).containsOnlyKeys("Id");

        Deployment off = deploy(SMALL, Map.of("Mode", "off"));

        assertThat(off.functions()).extracting(Deployment.Function::id).contains("OnlyWhenOff");
        assertThat(off.outputs()).containsEntry("Off", "farebox-onlywhenoff");
        assertThat(off.functions().getFirst().environment())
                .containsEntry("ABSENT", "there")
                .containsEntry("CHOSEN", "no")
                .containsEntry("JOINED", "a+abc+c");
    }

    @Test
    void deploy_readsTablesWithThePartitionKeyFirst() {
        assertThat(deployment.tables())
                .containsExactly(new Table(
                        "farebox-items",
                        List.of(new KeyPart("a", "S"), new KeyPart("b", "N")),
                        List.of(new Index("other", List.of(new KeyPart("b", "N")), "INCLUDE", List.of("c"))),
                        StreamView.NEW_AND_OLD_IMAGES,
                        "gone"));
    }

    @Test
    void deploy_readsRoutesWithTheirLimits() {
        assertThat(deployment.api().routes()).singleElement().satisfies(route -> {
            assertThat(route.method() + " " + route.path()).isEqualTo("GET /a");
            assertThat(route.function()).isEqualTo("farebox-worker");
            assertThat(route.limit()).isEqualTo(Duration.ofSeconds(5));
        });
    }

    @Test
    void deploy_idsStayFromStartToStart() {
        assertThat(deploy(SMALL, Map.of("Memory", "128")).api().id())
                .isEqualTo(deployment.api().id())
                .matches("[a-z0-9]{10}");
    }

    /** Each row breaks one thing in the template and names the whole line that a user then reads. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                // Syntax
                "Handler: some.Worker::handle | Handler: [some | small.yaml:27: not valid YAML: expected ',' or ']', but got :",
                "Handler: some.Worker::handle | CodeUri: twice | small.yaml:26: the key 'CodeUri' stands here a second time",
                "Handler: some.Worker::handle | Handler: &anchor some.Worker\\n      Role: *anchor | small.yaml:27: anchors and aliases are not supported in a template",
                "Handler: some.Worker::handle | Handler: !!java.net.URL x | small.yaml:26: not valid YAML: Global tag is not allowed: tag:yaml.org,2002:java.net.URL",
                "Handler: some.Worker::handle | <<: {a: b} | small.yaml:26: merge keys (<<) are not supported in a template",
                "Mode: {Type: String | Mode: {Type: [String] | small.yaml:4: parameter Mode.Type: a single value is wanted",
                "Transform: AWS::Serverless-2016-10-31 | Transform: AWS::LanguageExtensions | small.yaml:2: the template.Transform: it must be AWS::Serverless-2016-10-31 and nothing else",
                "Mappings: | Rules: | small.yaml:8: the template: Rules is not supported by the local emulator",
                // References
                "!Ref Items | !Ref Nothing | small.yaml:32: nothing is named Nothing",
                "!GetAtt Items.Arn | !GetAtt Nothing.Arn | small.yaml:33: nothing is named Nothing",
                "!GetAtt Items.Arn | !GetAtt Items.Size | small.yaml:33: Items (AWS::DynamoDB::Table) has no attribute Size",
                "!GetAtt Items.Arn | !GetAtt Items | small.yaml:33: Fn::GetAtt wants Resource.Attribute, not 'Items'",
                "${Files.Arn} | ${Nothing.Arn} | small.yaml:36: nothing is named Nothing",
                "/${Worker2}' | /${Nothing}' | small.yaml:36: nothing is named Nothing",
                "!If [IsOff, | !If [Nothing, | small.yaml:40: there is no condition named Nothing",
                "Condition: IsOff\\n | Condition: Nothing\\n | small.yaml:57: there is no condition named Nothing",
                "TOPIC: !Ref Topic | TOPIC: !Ref OnlyWhenOff | small.yaml:46: OnlyWhenOff is used here, but its condition leaves it out",
                "[Sizes, small, | [Sizes, large, | small.yaml:28: Fn::FindInMap: nothing stands under Sizes.large.seconds",
                "!Select [1, !Split | !Select [3, !Split | small.yaml:39: Fn::Select: there is no element 3 among 3",
                "!Not [!Condition IsOn] | !Not [!Condition IsOff] | small.yaml:12: the condition IsOff depends on itself",
                "!Not [!Condition IsOn] | !Not [a, b] | small.yaml:12: Fn::Not takes 1 arguments, here are 2",
                "!Sub 'files-${Name}' | !Sub 'files-${Worker}' | small.yaml:22: resources wait for each other: Worker -> Files -> Worker",
                "!Sub 'files-${Name}' | !Sub 'files-${Files}' | small.yaml:69: resources wait for each other: Files -> Files",
                "DeletionPolicy: Retain | DependsOn: Nothing | small.yaml:59: Items.DependsOn: nothing is named Nothing",
                // What the local emulator does not have
                "!Base64 hi | !GetAZs hi | small.yaml:42: !GetAZs is not supported by the local emulator",
                "!Base64 hi | {'Fn::Cidr': hi} | small.yaml:42: Fn::Cidr is not supported by the local emulator",
                "!Base64 hi | {'Fn::Base64': hi, more: x} | small.yaml:42: Fn::Base64 must stand alone",
                "!Base64 hi | !Equals [a, b] | small.yaml:42: Fn::Equals stands only in Conditions",
                "AWS::SNS::Topic | AWS::Kinesis::Stream | small.yaml:72: Topic: the local emulator does not know AWS::Kinesis::Stream",
                "DeletionPolicy: Retain | Retention: x | small.yaml:61: Items: a resource has no attribute Retention",
                "Handler: some.Worker::handle | Layers: [x] | small.yaml:26: Worker: Layers is not supported by the local emulator",
                "Type: DynamoDB | Type: Kinesis | small.yaml:50: Worker.Events.Changes.Type: events of the type Kinesis are not supported by the local emulator, only DynamoDB, SQS and ScheduleV2",
                "StartingPosition: LATEST | StartingPosition: LATEST, FilterCriteria: x | small.yaml:51: Worker.Events.Changes.Properties: FilterCriteria is not supported by the local emulator",
                "Runtime: java25 | Runtime: python3.13 | small.yaml:17: Worker.Runtime: only Java in a zip package runs on the local emulator, not python3.13",
                "DeletionPolicy: Retain\\n    Properties: | DeletionPolicy: Retain\\n    Properties:\\n      LocalSecondaryIndexes: [] | small.yaml:63: Items: LocalSecondaryIndexes is not supported by the local emulator",
                "StageName: live | StageName: live\\n      Cors: x | small.yaml:77: Api: Cors is not supported by the local emulator",
                "type: aws_proxy | type: http | small.yaml:83: Api.DefinitionBody.paths./a.get.x-amazon-apigateway-integration.type: only aws_proxy is supported by the local emulator",
                "timeoutInMillis: 5000 | timeoutInMillis: 29001 | small.yaml:85: Api.DefinitionBody.paths./a.get.x-amazon-apigateway-integration.timeoutInMillis: 50 to 29000 are possible, not 29001",
                "timeoutInMillis: 5000 | responseTransferMode: SLOW | small.yaml:85: Api.DefinitionBody.paths./a.get.x-amazon-apigateway-integration.responseTransferMode: BUFFERED and STREAM are possible, not SLOW",
                "timeoutInMillis: 5000 | responseTransferMode: STREAM | small.yaml:86: Api.DefinitionBody.paths./a.get.x-amazon-apigateway-integration.uri: it leads to no function of this template: arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:farebox-worker/invocations",
                "/a: | /a{b}c: | small.yaml:80: Api.DefinitionBody.paths./a{b}c: the path has a form that API Gateway does not have",
                "functions/${Worker.Arn}/ | functions/other/ | small.yaml:86: Api.DefinitionBody.paths./a.get.x-amazon-apigateway-integration.uri: it leads to no function of this template: arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/other/invocations",
                // Values
                "Timeout: !FindInMap [Sizes, small, seconds] | Timeout: soon | small.yaml:28: Worker.Timeout: a whole number is wanted, not 'soon'",
                "Handler: some.Second, | \"\" | small.yaml:54: Worker2: Handler is missing",
                "KeyType: HASH}], Pro | KeyType: HASH}], X: 1, Pro | small.yaml:66: Items.GlobalSecondaryIndexes: X is not supported by the local emulator",
                "AttributeName: gone, Enabled: true | AttributeName: gone, Enabled: maybe | small.yaml:68: Items.TimeToLiveSpecification.Enabled: true or false is wanted, not 'maybe'",
            })
    void aBrokenTemplate_isOneLineThatNamesThePlace(String text, String broken, String line) {
        String template = SMALL.replace(text.replace("\\n", "\n"), broken.replace("\\n", "\n"));
        assertThat(template).isNotEqualTo(SMALL);

        assertThatExceptionOfType(TemplateProblem.class)
                .isThrownBy(() -> deploy(template, Map.of()))
                .satisfies(problem -> assertThat(problem.line()).isEqualTo(line));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Mode | maybe | small.yaml:4: parameter Mode: 'maybe' is none of the AllowedValues [on, off]",
                "Memory | 64 | small.yaml:5: parameter Memory: its MinValue is 128, here is 64",
                "Memory | 20000 | small.yaml:5: parameter Memory: its MaxValue is 10240, here is 20000",
                "Memory | much | small.yaml:5: parameter Memory: 'much' is not a number",
                "Name | ABC | small.yaml:6: parameter Name: 'ABC' does not match the AllowedPattern [a-z]+",
                "Name | a | small.yaml:6: parameter Name: its MinLength is 2, here is 1",
                "Name | abcdef | small.yaml:6: parameter Name: its MaxLength is 5, here is 6",
                "Other | x | small.yaml:3: the template has no parameter Other",
            })
    void aWrongParameter_isOneLine(String name, String value, String line) {
        assertThatExceptionOfType(TemplateProblem.class)
                .isThrownBy(() -> deploy(SMALL, Map.of(name, value)))
                .satisfies(problem -> assertThat(problem.line()).isEqualTo(line));
    }

    @Test
    void aParameterWithoutDefault_mustBeGiven() {
        String template = SMALL.replace("Default: abc, ", "");

        assertThatExceptionOfType(TemplateProblem.class)
                .isThrownBy(() -> deploy(template, Map.of()))
                .withMessage("small.yaml:6: parameter Name: has no Default, so a value must be given");
        assertThat(deploy(template, Map.of("Name", "xyz")).buckets())
                .extracting(Deployment.Bucket::name)
                .containsExactly("files-xyz");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "just text", "- a\n- b", "a: b: c", "\t", "Resources: {}"})
    void whatIsNoTemplate_isOneLine(String text) {
        assertThatExceptionOfType(TemplateProblem.class)
                .isThrownBy(() -> deploy(text, Map.of()))
                .satisfies(problem ->
                        assertThat(problem.line()).startsWith("small.yaml").doesNotContain("\n"));
    }

    @Test
    void hostileYaml_isRefusedQuickly() {
        assertThatExceptionOfType(TemplateProblem.class).isThrownBy(() -> deploy("[".repeat(100_000), Map.of()));
        assertThatExceptionOfType(TemplateProblem.class)
                .isThrownBy(() -> deploy("a: " + "x".repeat(2_000_000), Map.of()));
        assertThatExceptionOfType(TemplateProblem.class)
                .isThrownBy(() -> deploy("!!javax.script.ScriptEngineManager [x]", Map.of()));
    }

    @Test
    void read_namesTheFileThatCannotBeRead(@TempDir Path folder) throws IOException {
        Path latin = Files.write(folder.resolve("latin.yaml"), new byte[] {'a', ':', ' ', (byte) 0xe9});

        assertThatExceptionOfType(TemplateProblem.class)
                .isThrownBy(() -> Template.read(folder.resolve("absent.yaml")))
                .withMessageContaining("absent.yaml");
        assertThatExceptionOfType(TemplateProblem.class)
                .isThrownBy(() -> Template.read(latin))
                .withMessage("latin.yaml: the file is not UTF-8 text");
    }

    private Deployment.Function function(String id) {
        return deployment.functions().stream()
                .filter(function -> function.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Deployment deploy(String text, Map<String, String> parameters) {
        return Template.parse("small.yaml", text, FOLDER).deploy(parameters);
    }

    private static String small() {
        try (InputStream in = TemplateTest.class.getResourceAsStream("small.yaml")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
