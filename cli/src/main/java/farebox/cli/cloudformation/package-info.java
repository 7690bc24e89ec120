/**
 * A stack of CloudFormation: planned, changed, watched and deleted. Knows nothing of what is in it; its template and
 * its parameters come from {@code farebox.cli.deploy}.
 */
@NullMarked
package farebox.cli.cloudformation;

import org.jspecify.annotations.NullMarked;
