/** Whether what a model is given differs from what it was trained on. */
@NullMarked
package farebox.monitoring.drift;

import org.jspecify.annotations.NullMarked;
