/**
 * Runs executions: one step at a time under one lock, each step stored before anything that follows from it happens, so
 * that an execution goes on after a restart where it was. Knows tasks as a port, time as a clock and timers, and no
 * protocol.
 *
 * <p>An execution is a tree of frames. A frame runs the states of one workflow: the state machine's, a branch's, or an
 * iteration's. The iterations of a distributed Map state are frames of the same execution here, while AWS runs each as
 * an execution of its own: their states are not in the history, and ListExecutions does not list them.
 */
@NullMarked
package farebox.local.stepfunctions.interpreter;

import org.jspecify.annotations.NullMarked;
