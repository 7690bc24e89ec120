/** Events, claims and sums in DynamoDB. The only package of metering that knows its client. */
@NullMarked
package farebox.metering.dynamo;

import org.jspecify.annotations.NullMarked;
