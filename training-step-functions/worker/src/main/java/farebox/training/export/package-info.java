/** Joins features, a model and labels in one graph, and runs it as serving does. */
@NullMarked
package farebox.training.export;

import org.jspecify.annotations.NullMarked;
