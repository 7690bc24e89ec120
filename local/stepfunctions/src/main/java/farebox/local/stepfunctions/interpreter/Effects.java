package farebox.local.stepfunctions.interpreter;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that is done in order by one thread at a time, outside every lock. Work that leads to more work, as a service
 * that answers at once does, queues it instead of calling deeper.
 */
final class Effects {
    private static final Logger log = LoggerFactory.getLogger(Effects.class);

    private final Queue<Runnable> queue = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean busy = new AtomicBoolean();

    void add(Runnable effect) {
        queue.add(effect);
    }

    /** Returns when the queue is empty, or at once if another call is at work on it. */
    void perform() {
        while (!queue.isEmpty() && busy.compareAndSet(false, true)) {
            try {
                for (Runnable effect = queue.poll(); effect != null; effect = queue.poll()) {
                    run(effect);
                }
            } finally {
                busy.set(false);
            }
        }
    }

    /** One that fails must not keep those after it, of other executions, from being done. */
    private static void run(Runnable effect) {
        try {
            effect.run();
        } catch (RuntimeException e) {
            log.atError().setCause(e).log("step_effect_failed");
        }
    }
}
