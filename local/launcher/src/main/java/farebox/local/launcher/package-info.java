/**
 * The local emulator as a whole: reads the template, starts its parts side by side, publishes the first model, and
 * makes the first keys.
 */
@NullMarked
package farebox.local.launcher;

import org.jspecify.annotations.NullMarked;
