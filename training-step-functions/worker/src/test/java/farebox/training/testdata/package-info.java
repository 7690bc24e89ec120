@NullMarked
package farebox.training.testdata;

import org.jspecify.annotations.NullMarked;
