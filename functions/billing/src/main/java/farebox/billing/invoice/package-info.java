/**
 * Invoices: what a tenant owes for a month, closed once, numbered without gaps and never changed; and credit notes.
 *
 * <p>A month is rated from usage, the price books in force and the tenant's plans alone, so that closing it again gives
 * the same lines and the same hash.
 *
 * <ul>
 *   <li>Whom and when: {@link Tenants}, {@link BillingAccounts}, {@link BillingPeriod}, {@link RecordPlanChange}.
 *   <li>How much: {@link UsageTotals} and {@link EventLog}, rated by {@link RatePeriod}, taxed by {@link TaxPolicy}.
 *   <li>Closing: {@link ScanMonth} and {@link FreezeMonth} fix the usage, {@link CloseMonth} makes it {@link Invoices}.
 *   <li>Afterwards: {@link IssueCreditNote}, {@link Refund}; all of it is in the {@link InvoiceStore}.
 * </ul>
 */
@NullMarked
package farebox.billing.invoice;

import org.jspecify.annotations.NullMarked;
