/** Payment of calls on its AWS stores, as other functions use it. */
@NullMarked
package farebox.billing.aws;

import org.jspecify.annotations.NullMarked;
