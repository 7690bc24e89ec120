/**
 * HTTP in, HTTP out: reads API Gateway's events, bounds what a caller may send, and is the one place where a
 * {@link farebox.kernel.Failure} becomes a status and a body.
 *
 * <p>It knows no feature: what a path does is told to it by the {@link farebox.http.Route routes} of a function.
 */
@NullMarked
package farebox.http;

import org.jspecify.annotations.NullMarked;
