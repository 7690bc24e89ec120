/** OpenAI's Files API, and signed URLs for larger uploads. */
@NullMarked
package farebox.files.http;

import org.jspecify.annotations.NullMarked;
