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
final class InvocationScheduler {
    private final FunctionDefinition function;
    private final InstantSource clock;
    private final LambdaIds lambdaIds;
    private final Deque<Invocation> pending = new ArrayDeque<>();
    private final Deque<ExecutionEnvironment> idle = new ArrayDeque<>();
    private final Map<String, ExecutionEnvironment> children = new LinkedHashMap<>();
    private final BitSet slots = new BitSet();
    private final RestartBackoff backoff = new RestartBackoff();
    private int wanted;
    private boolean closed;

    InvocationScheduler(FunctionDefinition function, InstantSource clock, LambdaIds lambdaIds) {
        this.function = function;
        this.clock = clock;
        this.lambdaIds = lambdaIds;
    }

    /** @return whether it has to wait for a child; if not it is with one, or has ended because none can start */
    synchronized boolean admit(Invocation invocation) {
        if (closed) {
            return !invocation.end(new InvokeOutcome.Throttled());
        }
        Optional<ExecutionEnvironment> free = free();
        if (free.isPresent()) {
            free.get().serve(invocation, clock.instant());
            return false;
        }
        if (isBroken()) {
            return !invocation.end(backoff.failure().orElseThrow().error());
        }
        return pending.add(invocation);
    }

    /** @return false if a child has it already */
    synchronized boolean withdraw(Invocation invocation) {
        return pending.remove(invocation);
    }

    /** The child asks for an event, and by that has started. */
    synchronized CompletableFuture<Invocation> ask(ExecutionEnvironment executionEnvironment) {
        CompletableFuture<Invocation> work = executionEnvironment.ask(clock.instant());
        backoff.succeeded();
        idle.remove(executionEnvironment);
        Invocation first = pending.poll();
        if (first == null) {
            idle.push(executionEnvironment);
        } else {
            executionEnvironment.serve(first, clock.instant());
        }
        notifyAll();
        return work;
    }

    synchronized void restored(ExecutionEnvironment executionEnvironment) {
        executionEnvironment.restored(clock.instant());
    }

    synchronized Optional<ExecutionEnvironment> child(String id) {
        return Optional.ofNullable(children.get(id));
    }

    /** What the child is doing, if it has an invocation. */
    synchronized Optional<ExecutionEnvironment.Running> running(ExecutionEnvironment executionEnvironment) {
        return executionEnvironment.state()
                        instanceof ExecutionEnvironment.State.Busy(ExecutionEnvironment.Running running)
                ? Optional.of(running)
                : Optional.empty();
    }

    /** The same, if it is that invocation. */
    Optional<ExecutionEnvironment.Running> running(ExecutionEnvironment executionEnvironment, String requestId) {
        return running(executionEnvironment)
                .filter(running -> running.invocation().requestId().equals(requestId));
    }

    synchronized boolean isStarting(ExecutionEnvironment executionEnvironment) {
        return executionEnvironment.state() instanceof ExecutionEnvironment.State.Starting;
    }

    /** The child's process is over. */
    synchronized ExecutionEnvironment.State leave(ExecutionEnvironment executionEnvironment) {
        children.remove(executionEnvironment.id());
        idle.remove(executionEnvironment);
        slots.clear(executionEnvironment.slot());
        notifyAll();
        return executionEnvironment.leave();
    }

    /** @return the invocations that now cannot be served: no child is left and none may be started yet */
    synchronized List<Invocation> startFailed(Readiness.Failed failure, RestartBackoff.Death death) {
        backoff.failed(failure, death, clock.instant());
        notifyAll();
        return isBroken() ? drain() : List.of();
    }

    /** New children, to be launched by the caller: as many as invocations wait for, or as are wanted ahead. */
    synchronized List<ExecutionEnvironment> recruit() {
        List<ExecutionEnvironment> recruits = new ArrayList<>();
        while (!closed && isShort() && !backoff.holds(clock.instant())) {
            int slot = slots.nextClearBit(0);
            slots.set(slot);
            ExecutionEnvironment executionEnvironment =
                    new ExecutionEnvironment(lambdaIds.child(), slot, clock.instant());
            children.put(executionEnvironment.id(), executionEnvironment);
            recruits.add(executionEnvironment);
        }
        return recruits;
    }

    /** How long no child may be started; zero if one may. */
    synchronized Duration paused() {
        Instant now = clock.instant();
        return backoff.holds(now) ? Duration.between(now, backoff.until()) : Duration.ZERO;
    }

    /** So many children shall run whether or not there is work for them. */
    synchronized void want(int count) {
        wanted = Math.min(count, function.concurrency());
    }

    /** Waits until that many children have started, a start has failed, or the limit has passed. */
    synchronized Readiness awaitStarted(int count, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            if (children.values().stream()
                            .filter(ExecutionEnvironment::hasStarted)
                            .count()
                    >= count) {
                return new Readiness.Ready();
            }
            Optional<Readiness.Failed> failure = backoff.failure();
            if (failure.isPresent() && backoff.isHopeless(clock.instant())) {
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

    synchronized List<ExecutionEnvironment> children() {
        return List.copyOf(children.values());
    }

    private Optional<ExecutionEnvironment> free() {
        // The child that was busy last has the warmest caches. One that has just died is about to leave by itself.
        Optional<ExecutionEnvironment> free =
                idle.stream().filter(ExecutionEnvironment::isAlive).findFirst();
        free.ifPresent(idle::remove);
        return free;
    }

    private boolean isBroken() {
        return children.isEmpty() && backoff.isHopeless(clock.instant());
    }

    private boolean isShort() {
        long free = children.values().stream()
                .filter(ExecutionEnvironment::isFreeSoon)
                .count();
        return children.size() < function.concurrency() && (children.size() < wanted || free < pending.size());
    }

    private List<Invocation> drain() {
        List<Invocation> waiting = List.copyOf(pending);
        pending.clear();
        return waiting;
    }
}
