/**
 * Predictions: what the protocols of existing clients ask for, turned into work for an open model and back.
 *
 * <p>It knows neither where models are kept nor how calls are recorded; both are told to it.
 */
@NullMarked
package farebox.inference;

import org.jspecify.annotations.NullMarked;
