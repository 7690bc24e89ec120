/** Metering over HTTP: the usage API, and HTTP responses as they are stored for retries. */
@NullMarked
package farebox.metering.http;

import org.jspecify.annotations.NullMarked;
