package farebox.local.stepfunctions.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import farebox.local.stepfunctions.definition.Distribution;
import farebox.local.stepfunctions.definition.Distribution.ItemReader;
import farebox.local.stepfunctions.definition.State;
import farebox.local.stepfunctions.definition.Workflow;
import farebox.local.stepfunctions.expression.Bindings;
import farebox.local.stepfunctions.interpreter.Phase.Calling;
import farebox.local.stepfunctions.interpreter.Phase.Iterating;
import farebox.local.stepfunctions.interpreter.Phase.Purpose;
import farebox.local.stepfunctions.interpreter.Phase.Transfer;
import farebox.local.stepfunctions.task.TaskOutcome;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Parallel and Map states: frames below the state's own, and what becomes of their outputs. */
final class Iterations {
    private final Contexts contexts;
    private final StateTransitions stateTransitions;
    private final Calls calls;
    private final MapItemsReader items;

    Iterations(Contexts contexts, StateTransitions stateTransitions, Calls calls) {
        this.contexts = contexts;
        this.stateTransitions = stateTransitions;
        this.calls = calls;
        this.items = new MapItemsReader(contexts);
    }

    void branch(Run run, Frame frame, State.Parallel parallel) {
        Bindings bindings = contexts.of(run, frame);
        JsonNode input =
                parallel.arguments().map(given -> given.evaluate(bindings)).orElse(frame.input());
        Frame started = stateTransitions.log(run, frame, "ParallelStateStarted", Details.none());
        List<Workflow> branches = parallel.branches();
        run.put(started.inPhase(new Phase.Branching(branches.size())));
        for (int index = 0; index < branches.size(); index++) {
            Frame child = stateTransitions.newFrame(frame.child(index), Optional.empty(), started.lastEvent());
            stateTransitions.enter(run, child, branches.get(index).startAt(), input);
        }
    }

    void branchEnded(Run run, Frame frame, State.Parallel parallel, Frame child) {
        if (child.phase() instanceof Phase.Failed failed) {
            Frame logged = stateTransitions.log(run, frame, "ParallelStateFailed", Details.none());
            stateTransitions.fail(run, logged, failed.error(), failed.cause());
        } else if (frame.phase() instanceof Phase.Branching branching && branching.open() > 1) {
            run.put(frame.inPhase(new Phase.Branching(branching.open() - 1)));
        } else {
            ArrayNode outputs =
                    stateTransitions.collect(run, frame, parallel.branches().size());
            run.removeBelow(frame);
            Frame logged = stateTransitions.log(run, frame, "ParallelStateSucceeded", Details.none());
            stateTransitions.leaveWithResult(run, logged, parallel.exit(), outputs);
        }
    }

    void start(Run run, Frame frame, State.Map map) {
        Bindings bindings = contexts.of(run, frame);
        Optional<ItemReader> reader = map.distribution().flatMap(Distribution::reader);
        if (reader.isPresent()) {
            JsonNode arguments = reader.get().arguments().evaluate(bindings);
            calls.transfer(run, frame, Purpose.READ_ITEMS, reader.get().resource(), arguments, nothing());
            return;
        }
        JsonNode given = map.items()
                .items()
                .map(expressionTemplate -> expressionTemplate.evaluate(bindings))
                .orElse(frame.input());
        iterate(run, frame, map, items.of(given, "STATE_DATA"));
    }

    void itemsRead(Run run, Frame frame, Calling calling, TaskOutcome outcome) {
        switch (outcome) {
            case TaskOutcome.Failed failed ->
                stateTransitions.fail(
                        run, frame, ErrorNames.ITEM_READER_FAILED, failed.error() + ": " + failed.cause());
            case TaskOutcome.Succeeded succeeded -> itemsRead(run, frame, calling, succeeded.output());
        }
    }

    void resultsWritten(Run run, Frame frame, Calling calling, TaskOutcome outcome) {
        switch (outcome) {
            case TaskOutcome.Failed failed ->
                stateTransitions.fail(
                        run, frame, ErrorNames.RESULT_WRITER_FAILED, failed.error() + ": " + failed.cause());
            case TaskOutcome.Succeeded succeeded -> write(run, frame, map(run, frame), calling.transfer());
        }
    }

    void ended(Run run, Frame frame, State.Map map, Frame child) {
        if (!(frame.phase() instanceof Iterating iterating)) {
            throw new IllegalStateException("an iteration ended in phase " + frame.phase());
        }
        int failed = child.phase() instanceof Phase.Failed
                ? child.item().map(Frame.Item::count).orElse(1)
                : 0;
        Iterating after = iterating.afterEnd(failed);
        if (child.phase() instanceof Phase.Failed failure
                && after.failed() > after.limits().maxFailed()) {
            exceeded(run, frame, map, child, failure);
            return;
        }
        Frame logged = iteration(run, map, child, "Succeeded");
        Frame above = frame.afterEvent(logged.lastEvent()).inPhase(after);
        run.put(above);
        if (after.ended() == after.total()) {
            finish(run, above, map, after);
        } else {
            startNext(run, above, map, after);
        }
    }

    private void itemsRead(Run run, Frame frame, Calling calling, JsonNode output) {
        State.Map map = map(run, frame);
        ItemReader reader = map.distribution().flatMap(Distribution::reader).orElseThrow();
        ArrayNode listed = calling.transfer().items();
        if (reader.format() instanceof Distribution.Format.Listing) {
            output.path("Contents").forEach(listed::add);
            if (output.path("IsTruncated").asBoolean()) {
                JsonNode next = ItemFormats.nextPage(calling.arguments(), output);
                Transfer soFar = new Transfer(listed, List.of(), NullNode.instance);
                calls.transfer(run, frame, Purpose.READ_ITEMS, calling.resource(), next, soFar);
                return;
            }
        } else {
            listed.addAll(ItemFormats.parse(reader.format(), output));
        }
        iterate(run, frame, map, items.read(run, frame, reader, calling.arguments(), listed));
    }

    private void iterate(Run run, Frame frame, State.Map map, List<Frame.Item> all) {
        List<MapItemsReader.Iteration> iterations = items.iterations(run, frame, map, all);
        Phase.MapLimits limits = items.limits(run, frame, map, all.size());
        Iterating iterating = new Iterating(limits, iterations.size(), 0, 0, 0, "run-" + run.mark());
        Frame started = map.distribution().isPresent()
                ? runStarted(run, frame, iterating)
                : stateTransitions.log(run, frame, "MapStateStarted", Details.length(iterations.size()));
        Frame above = started.inPhase(iterating);
        run.put(above);
        for (int index = 0; index < iterations.size(); index++) {
            MapItemsReader.Iteration iteration = iterations.get(index);
            Frame child =
                    stateTransitions.newFrame(above.child(index), Optional.of(iteration.item()), above.lastEvent());
            run.put(child.pending(map.processor().startAt(), iteration.input()));
        }
        if (iterations.isEmpty()) {
            finish(run, above, map, iterating);
        } else {
            startNext(run, above, map, iterating);
        }
    }

    private Frame runStarted(Run run, Frame frame, Iterating iterating) {
        return stateTransitions.log(
                run,
                frame,
                "MapRunStarted",
                Details.wrapped(
                        "mapRunStartedEventDetails",
                        Details.none().put("mapRunArn", MapRuns.arn(run, frame, iterating.runId()))));
    }

    private void startNext(Run run, Frame frame, State.Map map, Iterating iterating) {
        Iterating now = iterating;
        while (now.started() < now.total()
                && now.started() - now.ended() < now.limits().maxConcurrency()) {
            Frame child = iteration(run, map, run.frame(frame.child(now.started())), "Started");
            now = now.afterStart();
            run.put(frame.inPhase(now));
            stateTransitions.enter(run, child, map.processor().startAt(), child.input());
        }
    }

    private void exceeded(Run run, Frame frame, State.Map map, Frame child, Phase.Failed failure) {
        if (map.distribution().isPresent()) {
            String cause = "The specified tolerated failure threshold was exceeded";
            Frame logged = stateTransitions.log(
                    run,
                    frame,
                    "MapRunFailed",
                    Details.failure("mapRunFailed", ErrorNames.EXCEED_TOLERATED_FAILURE_THRESHOLD, cause));
            stateTransitions.fail(run, logged, ErrorNames.EXCEED_TOLERATED_FAILURE_THRESHOLD, cause);
            return;
        }
        Frame failed = iteration(run, map, child, "Failed");
        Frame above = stateTransitions.log(run, frame.afterEvent(failed.lastEvent()), "MapStateFailed", Details.none());
        stateTransitions.fail(run, above, failure.error(), failure.cause());
    }

    private Frame iteration(Run run, State.Map map, Frame child, String what) {
        return stateTransitions.log(
                run, child, "MapIteration" + what, Details.iteration("mapIteration" + what, map.name(), child.index()));
    }

    private void finish(Run run, Frame frame, State.Map map, Iterating iterating) {
        Optional<Transfer> transfer = map.distribution()
                .flatMap(Distribution::writer)
                .map(writer -> MapResults.transfer(run, contexts.of(run, frame), frame, writer));
        ArrayNode outputs = stateTransitions.collect(run, frame, iterating.total());
        run.removeBelow(frame);
        String event = map.distribution().isPresent() ? "MapRunSucceeded" : "MapStateSucceeded";
        Frame logged = stateTransitions.log(run, frame, event, Details.none());
        write(run, logged, map, transfer.orElseGet(() -> new Transfer(nothing().items(), List.of(), outputs)));
    }

    /** Writes what is left of the results, one object after the other, and leaves the state after the last. */
    private void write(Run run, Frame frame, State.Map map, Transfer transfer) {
        if (transfer.requests().isEmpty()) {
            Frame idle = frame.inPhase(new Phase.Pending());
            run.put(idle);
            stateTransitions.leaveWithResult(run, idle, map.exit(), transfer.result());
            return;
        }
        List<JsonNode> left = IntStream.range(1, transfer.requests().size())
                .mapToObj(transfer.requests()::get)
                .toList();
        Distribution.ResultWriter.Target target = map.distribution()
                .flatMap(Distribution::writer)
                .flatMap(Distribution.ResultWriter::target)
                .orElseThrow();
        Transfer after = new Transfer(transfer.items(), left, transfer.result());
        calls.transfer(
                run,
                frame,
                Purpose.WRITE_RESULTS,
                target.resource(),
                transfer.requests().getFirst(),
                after);
    }

    private static State.Map map(Run run, Frame frame) {
        if (run.state(frame) instanceof State.Map map) {
            return map;
        }
        throw new IllegalStateException("frame " + frame.id() + " is in no Map state");
    }

    private static Transfer nothing() {
        return new Transfer(JsonNodeFactory.instance.arrayNode(), List.of(), NullNode.instance);
    }
}
