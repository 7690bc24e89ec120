/**
 * A deployment as its operator sees it: where its endpoints are and what its resources are called, laptop or AWS alike.
 */
@NullMarked
package farebox.cli.operator;

import org.jspecify.annotations.NullMarked;
