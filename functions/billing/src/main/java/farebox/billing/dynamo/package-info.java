/** Balances in DynamoDB. */
@NullMarked
package farebox.billing.dynamo;

import org.jspecify.annotations.NullMarked;
