/** What every protocol does with a prediction on its way out: it is metered first, and says under which event. */
@NullMarked
package farebox.inference.http;

import org.jspecify.annotations.NullMarked;
