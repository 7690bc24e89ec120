package farebox.local.lambda;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Records the classes of a function: a child of its own starts, serves one event and ends, beside the children that
 * serve callers, with less claim to the processor than they have.
 *
 * @param pools where the Runtime API finds the training child's pool while it runs
 * @param poolPaths of the function's other children
 */
record ClassCacheRecording(
        Map<String, FunctionPool> pools, PoolPaths poolPaths, LambdaSettings settings, Timing timing) {
    /**
     * @param event what callers will send, as far as the classes go that it needs
     * @return false if there is no record within the limit
     */
    boolean run(HostedFunction hostedFunction, byte[] event, Duration limit) throws InterruptedException, IOException {
        // No function's name has a dot, so this is no function's.
        PoolPaths own = new PoolPaths(poolPaths.pool() + ".training", poolPaths.environments(), poolPaths.port());
        Path record = hostedFunction.classes().prepare();
        LaunchMode recording = LaunchMode.inBackground(ClassCache.recording(record));
        Launcher launcher = new ExecutionEnvironmentLauncher(hostedFunction.command(), own, () -> recording);
        try (FunctionPool pool = new FunctionPool(hostedFunction.function(), settings, launcher, timing)) {
            pools.put(own.pool(), pool);
            pool.submit(event, limit).outcome().get(limit.toNanos(), TimeUnit.NANOSECONDS);
            if (!pool.retire(limit) || !Files.exists(record)) {
                return false;
            }
            hostedFunction.classes().keep();
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("an invocation ends with an outcome, never with an exception", e);
        } finally {
            pools.remove(own.pool());
        }
    }
}
