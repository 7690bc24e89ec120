/** Uploaded tables as Apache Parquet. */
@NullMarked
package farebox.batch.parquet;

import org.jspecify.annotations.NullMarked;
