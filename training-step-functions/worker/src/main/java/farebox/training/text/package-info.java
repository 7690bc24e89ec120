/** Classifies texts by how often they have words and sequences of words. */
@NullMarked
package farebox.training.text;

import org.jspecify.annotations.NullMarked;
