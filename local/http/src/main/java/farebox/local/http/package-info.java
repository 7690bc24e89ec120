/**
 * A small HTTP server for the parts of the local emulator: whole bodies in and out, or streamed ones, a virtual thread
 * per request.
 */
@NullMarked
package farebox.local.http;

import org.jspecify.annotations.NullMarked;
