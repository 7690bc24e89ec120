/** A runtime that does what its events tell it, to see what a Runtime API makes of it. */
@NullMarked
package farebox.local.lambda.conformance;

import org.jspecify.annotations.NullMarked;
