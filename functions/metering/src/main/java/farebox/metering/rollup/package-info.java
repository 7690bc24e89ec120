/** Adds up the events of the ledger's stream in aggregates for reading, each event exactly once. */
@NullMarked
package farebox.metering.rollup;

import org.jspecify.annotations.NullMarked;
