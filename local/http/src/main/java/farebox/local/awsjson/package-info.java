/**
 * The AWS JSON protocol, versions 1.0 and 1.1: an operation named in a header, a JSON object in, a JSON object or a
 * typed error out. Signatures are not checked: this listens on loopback only. Knows no service.
 */
@NullMarked
package farebox.local.awsjson;

import org.jspecify.annotations.NullMarked;
