/**
 * A world in which everything that can go wrong with metering does, thousands of times a second and always in the same
 * way for the same seed: processes crash between any two steps, acknowledgements and answers are lost, writes land
 * late, processes sleep and wake as zombies, the stream repeats itself.
 *
 * <p>The classes that are tested are the real ones; only time, the stores, the stream and the clients are played. All
 * of it runs in one thread: whoever waits lets the others go on meanwhile, on top of its own stack.
 */
@NullMarked
package farebox.metering.simulation;

import org.jspecify.annotations.NullMarked;
