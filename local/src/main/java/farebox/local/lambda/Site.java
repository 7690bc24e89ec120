package farebox.local.lambda;

import java.nio.file.Path;

/**
 * Where the children of one pool live.
 *
 * @param pool its name in the Runtime API's paths
 * @param environments the folder for theirs
 * @param port of the Runtime API
 */
record Site(String pool, Path environments, int port) {
    ChildPlace placeOf(Child child) {
        return new ChildPlace(
                RuntimeApi.address(port, pool, child),
                child.logStream(),
                environments.resolve(pool + "-" + child.slot()));
    }
}
