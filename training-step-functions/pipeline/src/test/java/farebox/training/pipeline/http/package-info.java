@NullMarked
package farebox.training.pipeline.http;

import org.jspecify.annotations.NullMarked;
