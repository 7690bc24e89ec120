/** Converts a model in a process of its own, with limits: a graph of a stranger never meets the engine in ours. */
@NullMarked
package farebox.models.publish.isolated;

import org.jspecify.annotations.NullMarked;
