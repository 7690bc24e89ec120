/**
 * What tenants cost by day, told apart by line item, key and model, and equal to the invoice of the month before it is
 * rounded.
 */
@NullMarked
package farebox.billing.cost;

import org.jspecify.annotations.NullMarked;
