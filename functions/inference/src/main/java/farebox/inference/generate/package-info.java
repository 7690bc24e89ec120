/** Text generation: token by token with a key-value cache, until a stop sequence, an end token or a limit. */
@NullMarked
package farebox.inference.generate;

import org.jspecify.annotations.NullMarked;
