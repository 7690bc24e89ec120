@NullMarked
package farebox.aws;

import org.jspecify.annotations.NullMarked;
