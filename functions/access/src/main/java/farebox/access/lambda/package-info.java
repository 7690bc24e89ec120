/** The key check as the gateway's authorizer, and as the authenticator of a function without one. */
@NullMarked
package farebox.access.lambda;

import org.jspecify.annotations.NullMarked;
