/**
 * An SLF4J provider that writes a line of JSON for each event, so that CloudWatch's filters and queries find its
 * fields. Written here because a start of a function pays for every class of a logging framework, and this needs five.
 */
@NullMarked
package farebox.logging;

import org.jspecify.annotations.NullMarked;
