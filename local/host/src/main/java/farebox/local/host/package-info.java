/**
 * What an emulated service needs from the process that hosts it: work at an instant, documents that survive a restart,
 * and the errors of a service's API. Knows no service and no protocol.
 */
@NullMarked
package farebox.local.host;

import org.jspecify.annotations.NullMarked;
