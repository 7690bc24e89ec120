/** Records the calls to each version of a model, beside the calls and at no cost to each. */
@NullMarked
package farebox.inference.monitoring;

import org.jspecify.annotations.NullMarked;
