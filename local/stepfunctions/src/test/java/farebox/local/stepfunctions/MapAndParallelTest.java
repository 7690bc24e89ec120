package farebox.local.stepfunctions;

import static farebox.local.stepfunctions.interpreter.Execution.Status.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;

import farebox.local.stepfunctions.interpreter.Execution;
import farebox.local.stepfunctions.task.TaskOutcome;
import org.junit.jupiter.api.Test;

final class MapAndParallelTest {
    private static final String CALL = "\"Resource\": \"arn:aws:states:::lambda:invoke\"";

    private final Workbench workbench = new Workbench();

    @Test
    void parallel_givesEachBranchItsArgumentsAndCollectsInOrder() {
        Execution execution = workbench.run("""
                {"P": {"Type": "Parallel", "Arguments": {"x": "{% $states.input.a %}"}, "End": true,
                       "Branches": [{"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 5, "Next": "X"},
                                                                "X": {"Type": "Pass", "Output": "{% $states.input.x + 1 %}", "End": true}}},
                                    {"StartAt": "Y", "States": {"Y": {"Type": "Pass", "Output": "{% $states.input.x + 2 %}", "End": true}}}]}}""", "{\"a\": 10}");
        workbench.advance(5);

        assertThat(workbench.output(execution)).isEqualTo(Json.parse("[11, 12]"));
    }

    @Test
    void parallel_failsWithItsBranchAndEndsTheOthers() {
        Execution execution = workbench.run("""
                {"P": {"Type": "Parallel", "Next": "N", "Catch": [{"ErrorEquals": ["Broken"], "Next": "C"}],
                       "Branches": [{"StartAt": "T", "States": {"T": {"Type": "Task", "End": true,
                                        "Resource": "arn:aws:states:::sagemaker:createTrainingJob.sync"}}},
                                    {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 1, "Next": "F"},
                                                                "F": {"Type": "Fail", "Error": "Broken"}}}]},
                 "N": {"Type": "Succeed"}, "C": {"Type": "Succeed", "Output": "caught"}}""", "{}");
        workbench.advance(1);

        assertThat(workbench.output(execution).asText()).isEqualTo("caught");
        assertThat(workbench.tasks().stopped()).hasSize(1);
    }

    @Test
    void parallel_retriedAfterABranchFailed_runsAllBranchesAgain() {
        workbench.tasks().fails("invoke", 1, "E");
        Execution execution = workbench.run("""
                {"P": {"Type": "Parallel", "End": true, "Retry": [{"ErrorEquals": ["States.BranchFailed"]}],
                       "Branches": [{"StartAt": "X", "States": {"X": {"Type": "Task", %s, "Output": 1, "End": true}}},
                                    {"StartAt": "Y", "States": {"Y": {"Type": "Wait", "Seconds": 2, "Output": 2, "End": true}}}]}}""".formatted(CALL), "{}");
        workbench.advance(3);

        assertThat(workbench.output(execution)).isEqualTo(Json.parse("[1, 2]"));
    }

    @Test
    void branches_readOuterVariablesAndKeepTheirOwn() {
        Execution execution = workbench.run("""
                {"V": {"Type": "Pass", "Assign": {"outer": 1}, "Next": "P"},
                 "P": {"Type": "Parallel", "Next": "R",
                       "Branches": [{"StartAt": "X", "States": {"X": {"Type": "Pass", "Assign": {"inner": "{% $outer + 1 %}"}, "Next": "Y"},
                                                                "Y": {"Type": "Pass", "Output": "{% [$outer, $inner] %}", "End": true}}}]},
                 "R": {"Type": "Pass", "Output": {"branch": "{% $states.input[0] %}", "leaked": "{% $exists($inner) %}"}, "End": true}}""", "{}");

        assertThat(workbench.output(execution)).isEqualTo(Json.parse("{\"branch\": [1, 2], \"leaked\": false}"));
    }

    @Test
    void map_runsItsProcessorForEachItem() {
        Execution execution = workbench.run("""
                {"M": {"Type": "Map", "Items": "{% $states.input.items %}", "End": true,
                       "ItemSelector": {"i": "{% $states.context.Map.Item.Index %}", "v": "{% $states.context.Map.Item.Value %}",
                                        "k": "{% $states.input.k %}"},
                       "ItemProcessor": {"StartAt": "X", "States": {"X": {"Type": "Pass", "End": true,
                           "Output": "{% $states.input.k & $states.input.i & $states.input.v & $states.context.Map.Item.Value %}"}}}}}""", "{\"k\": \"k\", \"items\": [\"a\", \"b\"]}");

        assertThat(workbench.output(execution)).isEqualTo(Json.parse("[\"k0aa\", \"k1bb\"]"));
        assertThat(workbench.events(execution))
                .contains("MapStateStarted", "MapIterationStarted", "MapIterationSucceeded", "MapStateSucceeded");
    }

    @Test
    void map_ofAnObject_iteratesOverItsMembers() {
        Execution execution = workbench.run("""
                {"M": {"Type": "Map", "Items": {"a": 1, "b": 2}, "End": true,
                       "ItemProcessor": {"StartAt": "X", "States": {"X": {"Type": "Pass", "End": true,
                           "Output": "{% $states.context.Map.Item.Key & $states.context.Map.Item.Value %}"}}}}}""", "{}");

        assertThat(workbench.output(execution)).isEqualTo(Json.parse("[\"a1\", \"b2\"]"));
    }

    @Test
    void map_ofNothing_returnsNothing() {
        Execution execution = workbench.run("""
                {"M": {"Type": "Map", "End": true,
                       "ItemProcessor": {"StartAt": "X", "States": {"X": {"Type": "Pass", "End": true}}}}}""", "[]");

        assertThat(workbench.output(execution)).isEqualTo(Json.parse("[]"));
    }

    @Test
    void map_ofAScalar_isAnError() {
        Execution execution = workbench.run("""
                {"M": {"Type": "Map", "End": true,
                       "ItemProcessor": {"StartAt": "X", "States": {"X": {"Type": "Pass", "End": true}}}}}""", "7");

        assertThat(workbench.error(execution)).isEqualTo("States.QueryEvaluationError");
    }

    @Test
    void map_runsNoMoreAtOnceThanAllowed() {
        Execution execution = workbench.run("""
                {"M": {"Type": "Map", "MaxConcurrency": 2, "End": true,
                       "ItemProcessor": {"StartAt": "X", "States": {"X": {"Type": "Task", %s, "End": true}}}}}""".formatted(CALL), "[1, 2, 3]");

        assertThat(workbench.tasks().requests()).hasSize(2);
        workbench.tasks().answer(new TaskOutcome.Succeeded(Json.parse("\"second\"")));
        assertThat(workbench.tasks().requests()).hasSize(3);
        assertThat(workbench.latest(execution).status()).isEqualTo(RUNNING);
    }

    @Test
    void map_failsWithItsIteration() {
        workbench
                .tasks()
                .on(
                        "invoke",
                        (request, call) -> request.arguments().asInt() == 2
                                ? new TaskOutcome.Failed("Odd", "two")
                                : new TaskOutcome.Succeeded(request.arguments()));
        Execution execution = workbench.run("""
                {"M": {"Type": "Map", "End": true,
                       "ItemProcessor": {"StartAt": "X", "States": {"X": {"Type": "Task", %s, "End": true}}}}}""".formatted(CALL), "[1, 2, 3]");

        assertThat(workbench.error(execution)).isEqualTo("Odd");
        assertThat(workbench.events(execution)).contains("MapIterationFailed", "MapStateFailed");
    }

    @Test
    void nestedMaps_seeTheirOwnItem() {
        Execution execution = workbench.run("""
                {"M": {"Type": "Map", "End": true, "ItemProcessor": {"StartAt": "I", "States": {
                    "I": {"Type": "Map", "Items": "{% $states.input %}", "End": true, "ItemProcessor": {"StartAt": "X", "States": {
                        "X": {"Type": "Pass", "Output": "{% $states.context.Map.Item.Value * 2 %}", "End": true}}}}}}}}""", "[[1, 2], [3]]");

        assertThat(workbench.output(execution)).isEqualTo(Json.parse("[[2, 4], [6]]"));
    }
}
