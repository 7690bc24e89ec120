/**
 * Delivers the records of a table's stream to a function, as Lambda's event source mappings do: in order, in batches,
 * in tumbling windows, again until they succeed. Knows neither tables nor processes: both are ports.
 */
@NullMarked
package farebox.local.lambda.stream;

import org.jspecify.annotations.NullMarked;
