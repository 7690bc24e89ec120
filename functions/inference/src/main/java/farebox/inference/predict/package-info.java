/** Predictions for rows of named columns: {@code POST /v1/models/{model}/predict}. */
@NullMarked
package farebox.inference.predict;

import org.jspecify.annotations.NullMarked;
