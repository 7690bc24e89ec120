/**
 * The payloads in {@code events/} are what template.yaml's triggers send: an event that could not come teaches a reader
 * something wrong, and tests nothing.
 */
@NullMarked
package farebox.events;

import org.jspecify.annotations.NullMarked;
