/**
 * Invoices: what a tenant owes for a month, closed once, numbered without gaps and never changed; and credit notes.
 *
 * <p>A month is rated from usage, the price books in force and the tenant's plans alone, so that closing it again gives
 * the same lines and the same hash.
 */
@NullMarked
package farebox.billing.invoice;

import org.jspecify.annotations.NullMarked;
