/**
 * The whole {@code farebox} command: what {@code farebox.cli} offers an operator, with the subcommands that start, call
 * and reset the local emulator and LocalStack. Nothing depends on it.
 */
@NullMarked
package farebox.local.command;

import org.jspecify.annotations.NullMarked;
