/** JSON and CSV in and out: price books, usage for estimates, bills. Knows Jackson; decides no amounts. */
@NullMarked
package farebox.billing.json;

import org.jspecify.annotations.NullMarked;
