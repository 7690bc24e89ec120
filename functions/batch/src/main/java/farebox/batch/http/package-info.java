/** OpenAI's Batch API. */
@NullMarked
package farebox.batch.http;

import org.jspecify.annotations.NullMarked;
