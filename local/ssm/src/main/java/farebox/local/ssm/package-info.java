/** The local emulator's SSM Parameter Store, as far as Farebox reads and writes parameters. */
@NullMarked
package farebox.local.ssm;

import org.jspecify.annotations.NullMarked;
