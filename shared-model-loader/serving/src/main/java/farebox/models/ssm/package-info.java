/** The keys of signatures in Systems Manager. */
@NullMarked
package farebox.models.ssm;

import org.jspecify.annotations.NullMarked;
