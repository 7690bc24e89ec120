package farebox.local.stepfunctions.interpreter;

import farebox.local.stepfunctions.definition.State;

/** The names of Map Runs and of their child executions. */
final class MapRuns {
    private MapRuns() {}

    static String arn(Run run, Frame map, String runId) {
        return withLabel(run, map, ":mapRun:") + ":" + runId;
    }

    static String childName(Phase.Iterating iterating, Frame child) {
        return iterating.runId() + "-" + child.index();
    }

    static String childArn(Run run, Frame map, String name) {
        return withLabel(run, map, ":execution:") + ":" + name;
    }

    private static String withLabel(Run run, Frame map, String kind) {
        String label = run.state(map) instanceof State.Map state
                        && state.distribution().isPresent()
                ? state.distribution().get().label()
                : map.state();
        return run.execution().origin().stateMachineArn().replace(":stateMachine:", kind) + "/" + label;
    }
}
