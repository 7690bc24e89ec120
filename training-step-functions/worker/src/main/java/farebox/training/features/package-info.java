/** Turns the columns of a table into rows of numbers, in Java for training and in the graph for serving. */
@NullMarked
package farebox.training.features;

import org.jspecify.annotations.NullMarked;
