package farebox.local.lambda;

import java.nio.file.Path;

/**
 * Where a child lives.
 *
 * @param runtimeApi host, port and path of the Runtime API for this child only, so that whatever happens there is known
 *     to be its doing
 * @param temporary its temporary folder; it outlives a crash, as on AWS, and is no one else's meanwhile
 */
record SandboxPaths(String runtimeApi, String logStream, Path temporary) {}
