@NullMarked
package farebox.inference.dynamo;

import org.jspecify.annotations.NullMarked;
