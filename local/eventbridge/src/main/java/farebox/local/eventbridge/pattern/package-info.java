/** Event patterns: which events a rule wants. */
@NullMarked
package farebox.local.eventbridge.pattern;

import org.jspecify.annotations.NullMarked;
