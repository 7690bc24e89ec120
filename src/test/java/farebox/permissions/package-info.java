/**
 * What each function of template.yaml is allowed to do, compared with what it does: the calls of the AWS SDK that its
 * handler can reach are found in the bytecode, since no test can run every path that a role must allow.
 */
@NullMarked
package farebox.permissions;

import org.jspecify.annotations.NullMarked;
