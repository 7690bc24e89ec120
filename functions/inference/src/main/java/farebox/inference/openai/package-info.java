/** OpenAI's protocol: embeddings and models, as its SDKs and those made after them call it. */
@NullMarked
package farebox.inference.openai;

import org.jspecify.annotations.NullMarked;
