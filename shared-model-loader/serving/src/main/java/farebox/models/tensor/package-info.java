/** Typed tensors, what a graph says of its own, and their JSON form. It knows no model, engine or protocol. */
@NullMarked
package farebox.models.tensor;

import org.jspecify.annotations.NullMarked;
