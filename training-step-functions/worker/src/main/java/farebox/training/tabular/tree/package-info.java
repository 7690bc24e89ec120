/** Decision trees that are grown one split at a time, and forests of them. */
@NullMarked
package farebox.training.tabular.tree;

import org.jspecify.annotations.NullMarked;
