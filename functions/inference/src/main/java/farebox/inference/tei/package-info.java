/** The protocol of text-embeddings-inference: one model for all, which serves unless a request names another. */
@NullMarked
package farebox.inference.tei;

import org.jspecify.annotations.NullMarked;
