/** Runs the training worker as a child process, shows how far it is, and says what came of it. It publishes nothing. */
@NullMarked
package farebox.cli.training;

import org.jspecify.annotations.NullMarked;
