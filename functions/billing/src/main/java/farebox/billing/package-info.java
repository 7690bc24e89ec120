/**
 * Money, prices and rating: exact amounts of usage under a plan.
 *
 * <p>Everything here is a pure function of its arguments. This package knows no file format, store, clock or protocol;
 * publication of price books, prepaid credit and invoices lie in packages of their own, which build on this one.
 */
@NullMarked
package farebox.billing;

import org.jspecify.annotations.NullMarked;
