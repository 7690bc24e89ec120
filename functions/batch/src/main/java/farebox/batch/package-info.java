/**
 * Batches: files of requests that are served in the background. A state machine splits the file into chunks, runs each
 * and assembles the results; every task may be repeated at any point, and each line is billed once.
 */
@NullMarked
package farebox.batch;

import org.jspecify.annotations.NullMarked;
