@NullMarked
package farebox.models.ssm;

import org.jspecify.annotations.NullMarked;
