/** Published price books: what holds from when, publication, and estimates. */
@NullMarked
package farebox.billing.pricebook;

import org.jspecify.annotations.NullMarked;
