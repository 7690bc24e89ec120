package farebox.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.cli.operator.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SourceTemplateTest {
    private static final int FUNCTIONS = 14;
    private static final Path HOME = Path.of("..");
    private static final Map<String, String> FOLDERS = Map.of(
            "functions/access/target/function", "s3://code/a.zip",
            "functions/batch/target/function", "s3://code/batch.zip",
            "functions/billing/target/function", "s3://code/b.zip",
            "functions/files/target/function", "s3://code/f.zip",
            "functions/inference/target/function", "s3://code/i.zip",
            "functions/metering/target/function", "s3://code/$m.zip",
            "functions/publication/target/function", "s3://code/p.zip",
            "training-step-functions/pipeline/target/function", "s3://code/t.zip");
    private static final Map<String, String> DEFINITIONS = Map.of(
            "functions/batch/statemachine/batch.asl.json", "s3://code/batch.json",
            "functions/billing/statemachine/month-close.asl.json", "s3://code/b.json",
            "training-step-functions/statemachine/training-batch.asl.json", "s3://code/tb.json",
            "training-step-functions/statemachine/training.asl.json", "s3://code/t.json");

    private final String text = read();

    @Test
    void folders_areThoseOfTheTemplateEachOnce() {
        assertThat(new SourceTemplate(text).folders()).containsExactlyInAnyOrderElementsOf(FOLDERS.keySet());
    }

    @Test
    void definitions_areThoseOfTheTemplateEachOnce() {
        assertThat(new SourceTemplate(text).definitions()).containsExactlyInAnyOrderElementsOf(DEFINITIONS.keySet());
    }

    @Test
    void packaged_changesPathsAndNothingElse() {
        Map<String, String> places = new HashMap<>(FOLDERS);
        places.putAll(DEFINITIONS);
        List<String> before = text.lines().toList();

        List<String> after = new SourceTemplate(text).packaged(places).lines().toList();

        assertThat(after).hasSameSizeAs(before);
        for (int i = 0; i < before.size(); i++) {
            String property = before.get(i).replaceFirst("^( +(CodeUri|DefinitionUri): )?.*", "$1");
            String path = before.get(i).substring(property.length());
            String wanted = property + (property.isEmpty() ? path : places.getOrDefault(path, path));
            assertThat(after.get(i)).isEqualTo(wanted);
        }
        assertThat(after.stream().filter(line -> line.contains("s3://"))).hasSize(FUNCTIONS + DEFINITIONS.size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "    Properties: {Handler: a.B, CodeUri: functions/x}",
                "    Properties:\n      CodeUri: 'functions/x'",
                "    Properties:\n      CodeUri: \"functions/x\" # built"
            })
    void packaged_replacesAFolderHoweverItIsQuoted(String properties) {
        SourceTemplate template = new SourceTemplate("# \uD83D\uDE00\n" + function(properties));

        assertThat(template.packaged(Map.of("functions/x", "s3://code/x.zip")))
                .contains("CodeUri: s3://code/x.zip")
                .doesNotContain("functions/x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "    Properties:\n      CodeUri: !Sub functions/${AWS::Region}",
                "    Properties:\n      CodeUri: {Bucket: b, Key: k}",
                "    Properties:\n      Handler: a.B"
            })
    void codeThatIsNoFolder_isRefusedAndNotOverlooked(String properties) {
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> new SourceTemplate(function(properties)))
                .withMessageContaining("CodeUri");
    }

    @Test
    void aCommentedCodeUri_isNoFunction() {
        String template = text + "\n# CodeUri: functions/old\n";

        assertThat(new SourceTemplate(template).folders()).doesNotContain("functions/old");
    }

    @Test
    void packaged_replacesTheDefinitionsOfStateMachines() {
        SourceTemplate template =
                new SourceTemplate(function("    Properties: {Handler: a.B, CodeUri: functions/x}") + """
                  M:
                    Type: AWS::Serverless::StateMachine
                    Properties:
                      DefinitionUri: machines/m.asl.json
                """);

        assertThat(template.definitions()).containsExactly("machines/m.asl.json");
        assertThat(template.packaged(
                        Map.of("functions/x", "s3://code/x.zip", "machines/m.asl.json", "s3://code/m.asl.json")))
                .contains("CodeUri: s3://code/x.zip", "DefinitionUri: s3://code/m.asl.json");
    }

    @Test
    void definitionThatIsNoFile_isRefusedAndNotOverlooked() {
        String machine = function("    Properties: {CodeUri: x}")
                + "  M:\n    Type: AWS::Serverless::StateMachine\n    Properties: {Definition: {}}\n";

        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> new SourceTemplate(machine))
                .withMessageContaining("DefinitionUri of M");
    }

    private static String function(String properties) {
        return """
                Transform: AWS::Serverless-2016-10-31
                Resources:
                  F:
                    Type: AWS::Serverless::Function
                """ + properties.indent(0);
    }

    private static String read() {
        try {
            return Files.readString(HOME.resolve("template.yaml"));
        } catch (IOException e) {
            throw new UserError("no template", e);
        }
    }
}
