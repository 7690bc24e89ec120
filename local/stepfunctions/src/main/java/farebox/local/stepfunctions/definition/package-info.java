/**
 * The Amazon States Language in its JSONata form, as values. A definition that uses anything this interpreter does not
 * do is refused with its place and name. Knows no executions.
 */
@NullMarked
package farebox.local.stepfunctions.definition;

import org.jspecify.annotations.NullMarked;
