/** Port to the services that a Task state calls. Knows no states and no service. */
@NullMarked
package farebox.local.stepfunctions.task;

import org.jspecify.annotations.NullMarked;
