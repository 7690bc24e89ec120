/** The key check at the door: as the gateway's authorizer, or as the gate of a function that stands alone. */
@NullMarked
package farebox.access.lambda;

import org.jspecify.annotations.NullMarked;
