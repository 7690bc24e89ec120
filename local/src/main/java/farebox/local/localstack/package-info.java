/** LocalStack on this machine, without Docker: finds the Python it needs and hands over to local/localstack/run.py. */
@NullMarked
package farebox.local.localstack;

import org.jspecify.annotations.NullMarked;
