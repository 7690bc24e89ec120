@NullMarked
package farebox.local.launcher.workflow;

import org.jspecify.annotations.NullMarked;
