/** Tests of sketches and records. */
@NullMarked
package farebox.monitoring;

import org.jspecify.annotations.NullMarked;
