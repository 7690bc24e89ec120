/** The billing functions: HTTP, and the sweep of prepaid holds. */
@NullMarked
package farebox.billing.lambda;

import org.jspecify.annotations.NullMarked;
