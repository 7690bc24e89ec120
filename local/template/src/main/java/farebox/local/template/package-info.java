/**
 * Reads the template that SAM deploys and says what it deploys: functions, tables, buckets, the REST API and its usage
 * plans, with every parameter, condition and intrinsic function resolved for one imaginary account.
 *
 * <p>What the local emulator does not imitate is either listed as without effect here or refused by name and line, so
 * that nobody believes to have tested what was never there. This module knows no server and no process.
 */
@NullMarked
package farebox.local.template;

import org.jspecify.annotations.NullMarked;
