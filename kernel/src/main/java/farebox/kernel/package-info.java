/**
 * The words every room shares: ids, quantities and the closed set of {@linkplain farebox.kernel.Failure failures}.
 *
 * <p>This room knows the JDK and nothing else: no JSON, no HTTP, no AWS, no clock of its own.
 */
@NullMarked
package farebox.kernel;

import org.jspecify.annotations.NullMarked;
