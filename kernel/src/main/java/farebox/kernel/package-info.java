/**
 * What every module shares: ids, quantities and the closed set of {@linkplain farebox.kernel.Failure failures}.
 *
 * <p>This module depends on the JDK and nothing else: no JSON, no HTTP, no AWS, no clock of its own.
 */
@NullMarked
package farebox.kernel;

import org.jspecify.annotations.NullMarked;
