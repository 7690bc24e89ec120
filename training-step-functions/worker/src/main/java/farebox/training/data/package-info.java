/** Reads tables from files, infers what their columns hold, and says where a file is at fault. */
@NullMarked
package farebox.training.data;

import org.jspecify.annotations.NullMarked;
