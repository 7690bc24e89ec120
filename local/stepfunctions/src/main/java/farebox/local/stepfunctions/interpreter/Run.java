package farebox.local.stepfunctions.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.local.stepfunctions.definition.State;
import farebox.local.stepfunctions.definition.Workflow;
import farebox.local.stepfunctions.task.TaskRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A running execution in memory, and what a step has changed in it. To be used under the engine's lock. */
final class Run {
    private final Workflow workflow;
    private final TreeMap<String, Frame> frames = new TreeMap<>();
    private final Deque<String> ready = new ArrayDeque<>();
    private final Deque<String> endedChildren = new ArrayDeque<>();
    private final Set<String> changed = new HashSet<>();
    private final List<HistoryEvent> events = new ArrayList<>();
    private final List<Effect> effects = new ArrayList<>();
    private final JsonNode input;
    private Execution execution;

    Run(Execution execution, Workflow workflow, Collection<Frame> frames) {
        this.execution = execution;
        this.workflow = workflow;
        this.input = StatePayloads.parsed(execution.input());
        frames.forEach(frame -> this.frames.put(frame.id(), frame));
    }

    Execution execution() {
        return execution;
    }

    /** Of the execution. */
    JsonNode input() {
        return input;
    }

    Optional<Duration> timeout() {
        return workflow.timeout();
    }

    Collection<Frame> frames() {
        return List.copyOf(frames.values());
    }

    Optional<Frame> find(String id) {
        return Optional.ofNullable(frames.get(id));
    }

    Frame frame(String id) {
        return find(id).orElseThrow(() -> new IllegalStateException("there is no frame " + id));
    }

    State state(Frame frame) {
        return workflow(frame).state(frame.state());
    }

    Workflow workflow(Frame frame) {
        if (frame.isRoot()) {
            return workflow;
        }
        State above = state(frame(frame.parent()));
        return above instanceof State.Parallel parallel
                ? parallel.branches().get(frame.index())
                : above.children().getFirst();
    }

    /** The frames from this one up to the state machine's. */
    List<Frame> lineage(Frame frame) {
        List<Frame> lineage = new ArrayList<>(List.of(frame));
        while (!lineage.getLast().isRoot()) {
            lineage.add(frame(lineage.getLast().parent()));
        }
        return lineage;
    }

    /** Whether the frame is, or lies below, an iteration of a distributed Map state. */
    boolean distributed(Frame frame) {
        return lineage(frame).stream()
                .skip(1)
                .anyMatch(above -> state(above) instanceof State.Map map
                        && map.distribution().isPresent());
    }

    void put(Frame frame) {
        frames.put(frame.id(), frame);
        changed.add(frame.id());
        if (frame.phase() instanceof Phase.Ready) {
            ready.add(frame.id());
        }
    }

    /** Ends all that the frame's state has started. */
    void removeBelow(Frame frame) {
        Collection<Frame> below =
                List.copyOf(frames.subMap(frame.id() + ".", frame.id() + "/").values());
        below.forEach(this::remove);
    }

    private void remove(Frame frame) {
        stopCall(frame);
        frames.remove(frame.id());
        changed.add(frame.id());
    }

    /** Stops the job that the frame waits for, if it has started one. */
    void stopCall(Frame frame) {
        if (frame.phase() instanceof Phase.Calling calling && calling.resource().runsAJob()) {
            effects.add(new Effect.Stop(request(frame, calling, false)));
        }
    }

    Optional<Frame> nextReady() {
        while (!ready.isEmpty()) {
            Frame frame = frames.get(ready.remove());
            if (frame != null && frame.phase() instanceof Phase.Ready) {
                return Optional.of(frame);
            }
        }
        return Optional.empty();
    }

    /** The branch or iteration has ended, and the state above has to hear of it. */
    void childEnded(String id) {
        endedChildren.add(id);
    }

    Optional<Frame> nextEndedChild() {
        while (!endedChildren.isEmpty()) {
            Frame frame = frames.get(endedChildren.remove());
            if (frame != null) {
                return Optional.of(frame);
            }
        }
        return Optional.empty();
    }

    /** A number that no phase of this execution has had. */
    long mark() {
        execution = execution.withMark();
        return execution.marks();
    }

    void call(Frame frame, Phase.Calling calling, boolean resumed) {
        effects.add(new Effect.Call(request(frame, calling, resumed), frame.id(), calling.mark()));
    }

    void wake(Frame frame, long mark, Instant due) {
        effects.add(new Effect.Wake(due, frame.id(), mark));
    }

    /** Adds an event to the history, unless the frame belongs to a distributed Map state's iteration. */
    Frame log(Frame frame, Instant now, String type, ObjectNode details) {
        if (distributed(frame)) {
            return frame;
        }
        execution = execution.withEvent();
        events.add(new HistoryEvent(execution.events(), frame.lastEvent(), now, type, details));
        Frame logged = frame.afterEvent(execution.events());
        frames.put(logged.id(), logged);
        changed.add(logged.id());
        return logged;
    }

    void end(Execution.Status status, Execution.End end) {
        removeBelow(frame(Frame.ROOT));
        remove(frame(Frame.ROOT));
        execution = execution.ended(status, end);
        effects.add(new Effect.Ended(execution));
    }

    /** The changes since the last call. */
    Changes changes() {
        Changes changes = new Changes(execution, new TreeMap<>(), List.copyOf(events), List.copyOf(effects));
        changed.forEach(id -> changes.frames().put(id, find(id)));
        changed.clear();
        events.clear();
        effects.clear();
        return changes;
    }

    /** @param frames those that have changed, empty for those that have been removed */
    record Changes(
            Execution execution,
            TreeMap<String, Optional<Frame>> frames,
            List<HistoryEvent> events,
            List<Effect> effects) {}

    private TaskRequest request(Frame frame, Phase.Calling calling, boolean resumed) {
        String id = execution.arn() + "#" + frame.id() + "#" + calling.mark();
        return new TaskRequest(id, execution.arn(), calling.resource(), calling.arguments(), resumed);
    }
}
