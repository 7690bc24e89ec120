/** Billed seconds of trainings in the ledger of usage. */
@NullMarked
package farebox.training.pipeline.usage;

import org.jspecify.annotations.NullMarked;
