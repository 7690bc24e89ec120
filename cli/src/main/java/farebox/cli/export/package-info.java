/** Sends exported usage to other billing systems. */
@NullMarked
package farebox.cli.export;

import org.jspecify.annotations.NullMarked;
