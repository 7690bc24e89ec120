/**
 * A deployment's whole life in a real account, at a price that is told before: deployed, called, removed with its data.
 */
@NullMarked
package farebox.cli.smoke;

import org.jspecify.annotations.NullMarked;
