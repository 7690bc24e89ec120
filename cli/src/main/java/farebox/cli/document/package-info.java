/** Documents that only the command makes, since their libraries would weigh on the functions. */
@NullMarked
package farebox.cli.document;

import org.jspecify.annotations.NullMarked;
