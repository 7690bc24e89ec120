/**
 * HTTP in, HTTP out: reads API Gateway's events, bounds what a caller may send, and is the one place where a
 * {@link farebox.kernel.Failure} becomes a status and a body.
 *
 * <p>It knows no feature: a function declares its paths, and the formats of their errors, as {@link farebox.http.Route
 * routes}.
 */
@NullMarked
package farebox.http;

import org.jspecify.annotations.NullMarked;
