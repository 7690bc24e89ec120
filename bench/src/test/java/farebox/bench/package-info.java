@NullMarked
package farebox.bench;

import org.jspecify.annotations.NullMarked;
