/** Limits on what tenants use and spend in a day or a month, and how much of them is used. */
@NullMarked
package farebox.billing.quota;

import org.jspecify.annotations.NullMarked;
