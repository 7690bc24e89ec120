/** The ports of access kept in memory, for tests and for a process that forgets on purpose. */
@NullMarked
package farebox.access.memory;

import org.jspecify.annotations.NullMarked;
