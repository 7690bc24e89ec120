/** Brings a model into the registry: checks it, converts it once, compares the result, and lets it be seen. */
@NullMarked
package farebox.models.publish;

import org.jspecify.annotations.NullMarked;
