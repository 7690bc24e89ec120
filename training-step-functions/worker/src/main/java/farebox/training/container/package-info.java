/** The worker as a process: SageMaker's container contract, its folders, signals, exit codes and log lines. */
@NullMarked
package farebox.training.container;

import org.jspecify.annotations.NullMarked;
