/** Tests of the records of calls. */
@NullMarked
package farebox.inference.monitoring;

import org.jspecify.annotations.NullMarked;
