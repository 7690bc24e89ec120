/** The {@code farebox} command: reads arguments, calls one use case, and says in one line what went wrong. */
@NullMarked
package farebox.cli;

import org.jspecify.annotations.NullMarked;
