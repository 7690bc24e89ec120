/**
 * What the calls to one version of a model were like: how many, how fast, and how its inputs and predictions were
 * distributed, in a few kilobytes that can be added up.
 */
@NullMarked
package farebox.monitoring;

import org.jspecify.annotations.NullMarked;
