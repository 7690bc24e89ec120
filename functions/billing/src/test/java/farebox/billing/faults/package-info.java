/**
 * Metering and billing through the real SDK against the local DynamoDB, behind a proxy that loses requests and
 * responses.
 */
@NullMarked
package farebox.billing.faults;

import org.jspecify.annotations.NullMarked;
