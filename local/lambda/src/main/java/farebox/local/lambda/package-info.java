/**
 * The local emulator's Lambda: each function runs in child JVMs with the runtime interface client that AWS uses, and we
 * serve the Runtime API that it speaks. Knows functions, events and processes; nothing of HTTP gateways, templates or
 * tables.
 *
 * <p>What differs from AWS: an invocation that finds every child busy waits in a fair queue instead of scaling out
 * without end, and memory limits bound the Java heap only.
 */
@NullMarked
package farebox.local.lambda;

import org.jspecify.annotations.NullMarked;
