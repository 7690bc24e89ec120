/** The handler of API Gateway's authorizer. */
@NullMarked
package farebox.access.lambda;

import org.jspecify.annotations.NullMarked;
