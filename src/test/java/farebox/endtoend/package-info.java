/**
 * Tests of the whole: clients that exist, hostile bytes and faults against a running stack, which is a local emulator
 * in this JVM, or a deployed stack ({@link farebox.endtoend.DeployedStack}).
 */
@NullMarked
package farebox.endtoend;

import org.jspecify.annotations.NullMarked;
