/** Functions for the tests, run in child processes. */
@NullMarked
package farebox.local.lambda.sample;

import org.jspecify.annotations.NullMarked;
