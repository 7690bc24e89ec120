package farebox.cli.cloudformation;

import static farebox.cli.cloudformation.FakeCloudFormation.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.cli.operator.UserError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cloudformation.model.Parameter;

final class ChangeStackTest {
    private final FakeCloudFormation cloud = new FakeCloudFormation();
    private final List<String> told = new ArrayList<>();
    private final ChangeStack change =
            new ChangeStack(cloud, new PlanByService(cloud, () -> Instant.EPOCH), told::add, length -> {});

    @Test
    void run_createsAStackThatIsNotThere() throws InterruptedException {
        cloud.ahead.add(List.of(event("farebox", "CREATE_IN_PROGRESS", ""), event("Table", "CREATE_IN_PROGRESS", "")));
        cloud.ahead.add(List.of(
                event("Table", "CREATE_COMPLETE", ""),
                event("Role", "CREATE_COMPLETE", ""),
                event("farebox", "CREATE_COMPLETE", "")));

        assertThat(run(Map.of("Canary", "false"))).isEqualTo(ChangeStack.Outcome.CREATED);

        assertThat(cloud.calls).containsExactly("plan CREATE [CAPABILITY_IAM, CAPABILITY_AUTO_EXPAND]", "execute");
        assertThat(told)
                .containsExactly(
                        "  1/2  CREATE_COMPLETE  Table (AWS::X::Y)", "  2/2  CREATE_COMPLETE  Role (AWS::X::Y)");
    }

    @Test
    void run_tellsOnlyWhatHappensFromNowOn() throws InterruptedException {
        cloud.status = "UPDATE_COMPLETE";
        cloud.events.add(event("Table", "CREATE_COMPLETE", ""));
        cloud.events.add(event("farebox", "CREATE_COMPLETE", ""));
        cloud.ahead.add(List.of(event("Role", "UPDATE_COMPLETE", ""), event("farebox", "UPDATE_COMPLETE", "")));

        assertThat(run(Map.of())).isEqualTo(ChangeStack.Outcome.UPDATED);

        assertThat(told).containsExactly("  1/2  UPDATE_COMPLETE  Role (AWS::X::Y)");
    }

    @Test
    void run_parametersThatAreNotGivenKeepTheirValues() throws InterruptedException {
        cloud.status = "CREATE_COMPLETE";
        cloud.parameters.putAll(Map.of("Canary", "true", "AlarmEmail", "a@b.example", "Dropped", "x"));
        cloud.declared.addAll(List.of("Canary", "AlarmEmail", "Added"));
        cloud.ahead.add(List.of(event("farebox", "UPDATE_COMPLETE", "")));

        run(Map.of("Canary", "false"));

        assertThat(cloud.asked)
                .containsExactlyInAnyOrder(
                        Parameter.builder()
                                .parameterKey("Canary")
                                .parameterValue("false")
                                .build(),
                        Parameter.builder()
                                .parameterKey("AlarmEmail")
                                .usePreviousValue(true)
                                .build());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The submitted information didn't contain changes. Submit different information to create a change set.",
                "No updates are to be performed."
            })
    void run_withoutAChange_changesNothing(String reason) throws InterruptedException {
        cloud.status = "CREATE_COMPLETE";
        cloud.changeSetStates.clear();
        cloud.changeSetStates.add("FAILED");
        cloud.reason = reason;

        assertThat(run(Map.of())).isEqualTo(ChangeStack.Outcome.UNCHANGED);

        assertThat(cloud.calls).last().isEqualTo("drop plan");
        assertThat(cloud.calls).doesNotContain("execute");
    }

    @Test
    void run_anEmptyListOfChanges_isNoChange() throws InterruptedException {
        cloud.status = "CREATE_COMPLETE";
        cloud.changes = 0;

        assertThat(run(Map.of())).isEqualTo(ChangeStack.Outcome.UNCHANGED);

        assertThat(cloud.calls).doesNotContain("execute");
    }

    @Test
    void run_aRefusedTemplate_isSaid() {
        cloud.changeSetStates.clear();
        cloud.changeSetStates.add("FAILED");
        cloud.reason = "Transform AWS::Serverless-2016-10-31 failed with: no Handler";

        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> run(Map.of()))
                .withMessageContaining("no Handler");
    }

    @Test
    void run_aRollback_namesTheResourceThatFailedFirstAndWhy() {
        cloud.ahead.add(List.of(
                event("Role", "CREATE_FAILED", "Resource creation cancelled"),
                event("Table", "CREATE_FAILED", "the limit of tables is reached"),
                event("Bucket", "CREATE_FAILED", "another reason"),
                event("farebox", "ROLLBACK_IN_PROGRESS", "")));
        cloud.ahead.add(List.of(event("farebox", "ROLLBACK_COMPLETE", "")));

        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> run(Map.of()))
                .withMessageContaining("Table (AWS::X::Y): the limit of tables is reached")
                .withMessageNotContaining("another reason");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED"})
    void run_whatAFailedFirstDeploymentLeft_isRemovedFirst(String status) throws InterruptedException {
        cloud.status = status;
        cloud.ahead.add(List.of(event("farebox", "DELETE_COMPLETE", "")));
        cloud.ahead.add(List.of());
        cloud.ahead.add(List.of(event("farebox", "CREATE_COMPLETE", "")));

        assertThat(run(Map.of())).isEqualTo(ChangeStack.Outcome.CREATED);

        assertThat(cloud.calls)
                .startsWith("delete " + FakeCloudFormation.ID, "plan CREATE [CAPABILITY_IAM, CAPABILITY_AUTO_EXPAND]");
    }

    @Test
    void run_doesNothingWhereThePlanKnowsThatNothingChanges() throws InterruptedException {
        cloud.status = "CREATE_COMPLETE";
        ChangeStack idle = new ChangeStack(cloud, (order, isNew, before) -> Optional.empty(), told::add, length -> {});

        assertThat(idle.run(new ChangeStack.Order("farebox", new ChangeStack.Template("", ""), Map.of())))
                .isEqualTo(ChangeStack.Outcome.UNCHANGED);

        assertThat(cloud.calls).isEmpty();
    }

    private ChangeStack.Outcome run(Map<String, String> parameters) throws InterruptedException {
        return change.run(new ChangeStack.Order(
                "farebox", new ChangeStack.Template("Resources: {}", "https://example/template"), parameters));
    }
}
