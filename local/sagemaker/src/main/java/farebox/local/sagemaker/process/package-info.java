/** Port to the process that trains, and the adapter that starts it on this machine. */
@NullMarked
package farebox.local.sagemaker.process;

import org.jspecify.annotations.NullMarked;
