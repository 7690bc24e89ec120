/** Cohere's {@code POST /v2/rerank}, which the clients of rerankers speak. */
@NullMarked
package farebox.inference.cohere;

import org.jspecify.annotations.NullMarked;
