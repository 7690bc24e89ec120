/** Word embeddings by skip-gram, and the words nearest to a word. */
@NullMarked
package farebox.training.neural.words;

import org.jspecify.annotations.NullMarked;
