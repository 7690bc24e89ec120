/** Balance, invoices and costs over HTTP. */
@NullMarked
package farebox.billing.http;

import org.jspecify.annotations.NullMarked;
