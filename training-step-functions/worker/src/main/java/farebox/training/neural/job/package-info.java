/**
 * Trains from texts: reads a spec and its data, trains a classifier, word embeddings or a language model, writes the
 * files.
 */
@NullMarked
package farebox.training.neural.job;

import org.jspecify.annotations.NullMarked;
