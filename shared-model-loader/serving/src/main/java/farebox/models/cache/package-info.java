/**
 * Brings models close: files verified on disk, models open in memory, each a least-recently-used cache by bytes whose
 * entries are leased while in use.
 *
 * <p>It reads the registry and knows neither S3 nor the engine that opens a model.
 */
@NullMarked
package farebox.models.cache;

import org.jspecify.annotations.NullMarked;
