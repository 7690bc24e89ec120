/** Counters of versions in DynamoDB. */
@NullMarked
package farebox.inference.dynamo;

import org.jspecify.annotations.NullMarked;
