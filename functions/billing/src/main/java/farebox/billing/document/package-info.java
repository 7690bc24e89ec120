/** Invoices as documents: a table with the columns of FOCUS, a page to print, and PDF. */
@NullMarked
package farebox.billing.document;

import org.jspecify.annotations.NullMarked;
