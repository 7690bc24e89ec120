/** Events of AWS that come through a queue. */
@NullMarked
package farebox.http.sqs;

import org.jspecify.annotations.NullMarked;
