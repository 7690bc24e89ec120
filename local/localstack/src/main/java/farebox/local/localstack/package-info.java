/**
 * LocalStack on this machine: without Docker by the Python that it needs and local/localstack/run.py, or as its image
 * on a Docker engine.
 */
@NullMarked
package farebox.local.localstack;

import org.jspecify.annotations.NullMarked;
