/**
 * One file of sorted maps under everything the local emulator keeps by itself: a change is whole or absent, and what
 * was answered survives the death of the process. Knows bytes, not what they mean.
 */
@NullMarked
package farebox.local.store;

import org.jspecify.annotations.NullMarked;
