/** Tests of trainings from texts. */
@NullMarked
package farebox.training.neural.job;

import org.jspecify.annotations.NullMarked;
