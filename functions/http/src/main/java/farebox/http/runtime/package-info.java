/**
 * A loop on Lambda's Runtime API that streams responses, which no managed Java runtime does. See "Response streaming in
 * a custom runtime" in https://docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html and
 * https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html.
 */
@NullMarked
package farebox.http.runtime;

import org.jspecify.annotations.NullMarked;
