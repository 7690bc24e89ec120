/** Measures what automatic training reaches. */
@NullMarked
package farebox.bench.training;

import org.jspecify.annotations.NullMarked;
