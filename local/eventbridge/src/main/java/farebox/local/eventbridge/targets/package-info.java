/** What the target of a rule is given for an event. */
@NullMarked
package farebox.local.eventbridge.targets;

import org.jspecify.annotations.NullMarked;
