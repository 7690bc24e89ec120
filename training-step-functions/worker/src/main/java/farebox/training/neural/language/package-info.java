/**
 * A small causal language model: its tokenizer, its graph with a key-value cache, how it writes, and what it is
 * compared with.
 */
@NullMarked
package farebox.training.neural.language;

import org.jspecify.annotations.NullMarked;
