/**
 * JSONata in JSON: texts of the form <code>{% expression %}</code> are evaluated, all else is taken as it stands. Knows
 * no states.
 */
@NullMarked
package farebox.local.stepfunctions.expression;

import org.jspecify.annotations.NullMarked;
