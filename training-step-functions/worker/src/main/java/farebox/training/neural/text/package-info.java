/** Classifies texts by their sentence embeddings, with the trained head joined to the encoder's graph. */
@NullMarked
package farebox.training.neural.text;

import org.jspecify.annotations.NullMarked;
