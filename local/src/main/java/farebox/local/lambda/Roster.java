package farebox.local.lambda;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Who waits, who is free, who is starting: the bookkeeping of one function, first come, first served. A child takes its
 * next event by asking for it, so no event is bound to a child that still starts while another comes free. Starts and
 * ends nothing itself, and completes no outcome that someone already waits for while it holds its lock.
 */
final class Roster {
    private final FunctionDefinition function;
    private final InstantSource clock;
    private final Ids ids;
    private final Deque<Invocation> pending = new ArrayDeque<>();
    private final Deque<Child> idle = new ArrayDeque<>();
    private final Map<String, Child> children = new LinkedHashMap<>();
    private final BitSet slots = new BitSet();
    private final RestartPause pause = new RestartPause();
    private int wanted;
    private boolean closed;

    Roster(FunctionDefinition function, InstantSource clock, Ids ids) {
        this.function = function;
        this.clock = clock;
        this.ids = ids;
    }

    /** @return whether it has to wait for a child; if not it is with one, or has ended because none can start */
    synchronized boolean admit(Invocation invocation) {
        if (closed) {
            return !invocation.end(new InvokeOutcome.Throttled());
        }
        Optional<Child> free = free();
        if (free.isPresent()) {
            free.get().serve(invocation, clock.instant());
            return false;
        }
        if (isBroken()) {
            return !invocation.end(pause.failure().orElseThrow().error());
        }
        return pending.add(invocation);
    }

    /** @return false if a child has it already */
    synchronized boolean withdraw(Invocation invocation) {
        return pending.remove(invocation);
    }

    /** The child asks for an event, and by that has started. */
    synchronized CompletableFuture<Invocation> ask(Child child) {
        CompletableFuture<Invocation> work = child.ask(clock.instant());
        pause.succeeded();
        idle.remove(child);
        Invocation first = pending.poll();
        if (first == null) {
            idle.push(child);
        } else {
            child.serve(first, clock.instant());
        }
        notifyAll();
        return work;
    }

    synchronized void restored(Child child) {
        child.restored(clock.instant());
    }

    synchronized Optional<Child> child(String id) {
        return Optional.ofNullable(children.get(id));
    }

    /** What the child is doing, if it has an invocation. */
    synchronized Optional<Child.Running> running(Child child) {
        return child.state() instanceof Child.State.Busy(Child.Running running)
                ? Optional.of(running)
                : Optional.empty();
    }

    /** The same, if it is that invocation. */
    Optional<Child.Running> running(Child child, String requestId) {
        return running(child).filter(running -> running.invocation().requestId().equals(requestId));
    }

    synchronized boolean isStarting(Child child) {
        return child.state() instanceof Child.State.Starting;
    }

    /** The child's process is over. */
    synchronized Child.State leave(Child child) {
        children.remove(child.id());
        idle.remove(child);
        slots.clear(child.slot());
        notifyAll();
        return child.leave();
    }

    /** @return the invocations that now cannot be served: no child is left and none may be started yet */
    synchronized List<Invocation> startFailed(Readiness.Failed failure, RestartPause.Death death) {
        pause.failed(failure, death, clock.instant());
        notifyAll();
        return isBroken() ? drain() : List.of();
    }

    /** New children, to be launched by the caller: as many as invocations wait for, or as are wanted ahead. */
    synchronized List<Child> recruit() {
        List<Child> recruits = new ArrayList<>();
        while (!closed && isShort() && !pause.holds(clock.instant())) {
            int slot = slots.nextClearBit(0);
            slots.set(slot);
            Child child = new Child(ids.child(), slot, clock.instant());
            children.put(child.id(), child);
            recruits.add(child);
        }
        return recruits;
    }

    /** How long no child may be started; zero if one may. */
    synchronized Duration paused() {
        Instant now = clock.instant();
        return pause.holds(now) ? Duration.between(now, pause.until()) : Duration.ZERO;
    }

    /** So many children shall run whether or not there is work for them. */
    synchronized void want(int count) {
        wanted = Math.min(count, function.concurrency());
    }

    /** Waits until that many children have started, a start has failed, or the limit has passed. */
    synchronized Readiness awaitStarted(int count, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            if (children.values().stream().filter(Child::hasStarted).count() >= count) {
                return new Readiness.Ready();
            }
            Optional<Readiness.Failed> failure = pause.failure();
            if (failure.isPresent() && pause.isHopeless(clock.instant())) {
                return failure.get();
            }
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return new Readiness.Late();
            }
            wait(left / 1_000_000 + 1);
        }
    }

    /** Takes no more invocations. @return those that waited */
    synchronized List<Invocation> close() {
        closed = true;
        return drain();
    }

    /** Waits until every child has left, the limit has passed, or the thread is interrupted. */
    synchronized void awaitEmpty(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            for (long left = limit.toNanos(); !children.isEmpty() && left > 0; left = deadline - System.nanoTime()) {
                wait(left / 1_000_000 + 1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    synchronized boolean isClosed() {
        return closed;
    }

    synchronized List<Child> children() {
        return List.copyOf(children.values());
    }

    private Optional<Child> free() {
        // The child that was busy last has the warmest caches. One that has just died is about to leave by itself.
        Optional<Child> free = idle.stream().filter(Child::isAlive).findFirst();
        free.ifPresent(idle::remove);
        return free;
    }

    private boolean isBroken() {
        return children.isEmpty() && pause.isHopeless(clock.instant());
    }

    private boolean isShort() {
        long free = children.values().stream().filter(Child::isFreeSoon).count();
        return children.size() < function.concurrency() && (children.size() < wanted || free < pending.size());
    }

    private List<Invocation> drain() {
        List<Invocation> waiting = List.copyOf(pending);
        pending.clear();
        return waiting;
    }
}
