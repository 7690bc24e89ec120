package farebox.local.stepfunctions.definition;

import farebox.local.stepfunctions.expression.ExpressionTemplate;
import farebox.local.stepfunctions.task.TaskResource;
import java.util.List;
import java.util.Optional;

/** One state. */
public sealed interface State {
    String name();

    /** As {@code Type} has it. */
    default String type() {
        return getClass().getSimpleName();
    }

    /** The states below it: the branches of a Parallel state, the processor of a Map state. */
    default List<Workflow> children() {
        return List.of();
    }

    /** What a state does when it has succeeded. */
    record Exit(Optional<ExpressionTemplate> output, Optional<ExpressionTemplate> assign, Next next) {}

    /** Where the workflow goes. */
    sealed interface Next {
        record To(String state) implements Next {}

        record End() implements Next {}
    }

    record Pass(String name, Exit exit) implements State {}

    record Succeed(String name, Exit exit) implements State {}

    record Fail(String name, Optional<ExpressionTemplate> error, Optional<ExpressionTemplate> cause) implements State {}

    /** @param until seconds from now or a timestamp, as {@code unit} says */
    record Wait(String name, ExpressionTemplate until, Unit unit, Exit exit) implements State {
        public enum Unit {
            SECONDS,
            TIMESTAMP
        }
    }

    /** @param otherwise what happens when no condition holds; empty for an error */
    record Choice(String name, List<Rule> rules, Optional<Exit> otherwise) implements State {
        public record Rule(ExpressionTemplate condition, Exit exit) {}
    }

    /** @param arguments empty for the state's input */
    record Task(
            String name,
            TaskResource resource,
            Optional<ExpressionTemplate> arguments,
            Limits limits,
            Recovery recovery,
            Exit exit)
            implements State {
        /** In seconds. */
        public record Limits(Optional<ExpressionTemplate> timeout, Optional<ExpressionTemplate> heartbeat) {}
    }

    /** @param arguments the input of each branch; empty for the state's input */
    record Parallel(
            String name, List<Workflow> branches, Optional<ExpressionTemplate> arguments, Recovery recovery, Exit exit)
            implements State {
        @Override
        public List<Workflow> children() {
            return branches;
        }
    }

    record Map(
            String name,
            MapItems items,
            Workflow processor,
            Optional<Distribution> distribution,
            Recovery recovery,
            Exit exit)
            implements State {
        @Override
        public List<Workflow> children() {
            return List.of(processor);
        }
    }
}
