package farebox.cli.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.cli.operator.Stack;
import farebox.cli.operator.UserError;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The SAM CLI is a script here that writes down how it was called. */
final class PlanBySamTest {
    private static final String ARN = "arn:aws:cloudformation:eu-central-1:1:changeSet/samcli-deploy1/0-1";
    private static final ChangeStack.Order ORDER = new ChangeStack.Order(
            "farebox", new ChangeStack.Template("Resources: {}", "https://unused"), Map.of("AlarmEmail", "a \"b\""));

    @TempDir
    private Path folder = Path.of("");

    @Test
    void plan_isTheChangeSetThatSamMade() throws IOException, InterruptedException {
        Path sam = says("Changeset created successfully. " + ARN + "\\n\\nfarewell", 0);

        assertThat(plan(sam, onAws("work"))).contains(ARN);

        assertThat(called())
                .contains("deploy --no-execute-changeset")
                .contains("--stack-name farebox --s3-bucket artifacts --s3-prefix templates --region eu-central-1")
                .contains("--profile work")
                .endsWith("--parameter-overrides AlarmEmail=\"a \\\"b\\\"\"\nendpoint=\nResources: {}");
    }

    @Test
    void plan_speaksToTheEndpointOfThePlace() throws IOException, InterruptedException {
        Path sam = says(ARN, 0);

        plan(sam, new Stack("us-east-1", Map.of(), Map.of(Stack.Service.CLOUDFORMATION, URI.create("http://here"))));

        assertThat(called()).contains("endpoint=http://here").doesNotContain("--profile");
    }

    @Test
    void plan_isNothingWhereNothingChanges() throws IOException, InterruptedException {
        Path sam = says("No changes to deploy. Stack farebox is up to date", 0);

        assertThat(plan(sam, onAws(""))).isEmpty();
    }

    @Test
    void plan_repeatsWhatSamFailedWith() throws IOException {
        Path sam = says("Error: no credentials", 1);

        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> plan(sam, onAws("")))
                .withMessageContainingAll("Error: no credentials", "--without-sam");
    }

    @Test
    void plan_doesNotTakeAnyWordsForAPlan() throws IOException {
        Path sam = says("Hello", 0);

        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> plan(sam, onAws("")))
                .withMessageContaining("Hello");
    }

    @Test
    void found_isTheFirstOnThePath() throws IOException {
        Path sam = says("", 0);

        assertThat(PlanBySam.found("/nowhere::" + folder)).contains(sam);
        assertThat(PlanBySam.found("/nowhere")).isEmpty();
        assertThat(PlanBySam.found("")).isEmpty();
    }

    private static Optional<String> plan(Path sam, Stack place) throws InterruptedException {
        return new PlanBySam(sam, place, "artifacts").plan(ORDER, true, Set.of());
    }

    private static Stack onAws(String profile) {
        return new Stack("eu-central-1", Map.of(), Map.of(), profile);
    }

    private Path says(String words, int status) throws IOException {
        Path sam = folder.resolve("sam");
        Files.writeString(sam, """
                #!/bin/sh
                { echo "$*"; echo "endpoint=$AWS_ENDPOINT_URL"; cat template.yaml; } > %s
                mkdir .aws-sam
                printf '%s'
                exit %d
                """.formatted(folder.resolve("called"), words, status));
        return Files.setPosixFilePermissions(sam, PosixFilePermissions.fromString("rwx------"));
    }

    private String called() throws IOException {
        return Files.readString(folder.resolve("called"));
    }
}
