package farebox.local.lambda;

import java.nio.file.Path;

/**
 * Where the children of one pool live.
 *
 * @param pool its name in the Runtime API's paths
 * @param environments the folder for theirs
 * @param port of the Runtime API
 */
record PoolPaths(String pool, Path environments, int port) {
    SandboxPaths placeOf(ExecutionEnvironment executionEnvironment) {
        return new SandboxPaths(
                RuntimeApi.address(port, pool, executionEnvironment),
                executionEnvironment.logStream(),
                environments.resolve(pool + "-" + executionEnvironment.slot()));
    }
}
