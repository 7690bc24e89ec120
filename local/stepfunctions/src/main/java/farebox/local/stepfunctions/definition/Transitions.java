package farebox.local.stepfunctions.definition;

import farebox.local.stepfunctions.definition.State.Next;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Checks that each transition leads to a state, and that each state can be reached. */
final class Transitions {
    private Transitions() {}

    static void check(Workflow workflow, String path) {
        if (!workflow.states().containsKey(workflow.startAt())) {
            throw new InvalidDefinitionException(
                    "MISSING_TRANSITION_TARGET: Missing 'StartAt' target: " + workflow.startAt(), path + "/StartAt");
        }
        workflow.states()
                .values()
                .forEach(state -> targets(state)
                        .filter(target -> !workflow.states().containsKey(target))
                        .forEach(target -> {
                            throw new InvalidDefinitionException(
                                    "MISSING_TRANSITION_TARGET: Missing 'Next' target: " + target,
                                    path + "/States/" + state.name());
                        }));
        refuseUnreachable(workflow, path);
    }

    private static void refuseUnreachable(Workflow workflow, String path) {
        Set<String> reached = new HashSet<>(Set.of(workflow.startAt()));
        Deque<String> pending = new ArrayDeque<>(reached);
        while (!pending.isEmpty()) {
            targets(workflow.state(pending.remove())).filter(reached::add).forEach(pending::add);
        }
        workflow.states().keySet().stream()
                .filter(name -> !reached.contains(name))
                .sorted()
                .findFirst()
                .ifPresent(name -> {
                    throw new InvalidDefinitionException(
                            "MISSING_TRANSITION_TARGET: State \"" + name + "\" is not reachable.",
                            path + "/States/" + name);
                });
    }

    private static Stream<String> targets(State state) {
        return switch (state) {
            case State.Pass pass -> target(pass.exit());
            case State.Wait wait -> target(wait.exit());
            case State.Choice choice ->
                Stream.concat(choice.rules().stream().map(State.Choice.Rule::exit), choice.otherwise().stream())
                        .flatMap(Transitions::target);
            case State.Task task -> targets(task.exit(), task.recovery());
            case State.Parallel parallel -> targets(parallel.exit(), parallel.recovery());
            case State.Map map -> targets(map.exit(), map.recovery());
            case State.Succeed end -> Stream.empty();
            case State.Fail end -> Stream.empty();
        };
    }

    private static Stream<String> targets(State.Exit exit, Recovery recovery) {
        List<State.Exit> catches =
                recovery.catchers().stream().map(Recovery.Catcher::exit).toList();
        return Stream.concat(Stream.of(exit), catches.stream()).flatMap(Transitions::target);
    }

    private static Stream<String> target(State.Exit exit) {
        return switch (exit.next()) {
            case Next.To to -> Stream.of(to.state());
            case Next.End end -> Stream.empty();
        };
    }
}
