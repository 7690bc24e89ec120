/**
 * AWS Step Functions for development: state machines, executions and task tokens as the service's API has them, over an
 * interpreter of the JSONata form of the Amazon States Language. Standard workflows only. Knows no protocol.
 */
@NullMarked
package farebox.local.stepfunctions;

import org.jspecify.annotations.NullMarked;
