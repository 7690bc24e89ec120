/**
 * Tenants and keys in one DynamoDB table with the partition key {@code id}.
 *
 * <p>{@code tenant#<id>} is a whole key ring: {@code plan}, {@code usageKey}, {@code created}, {@code revision} and the
 * map {@code keys} by key id. {@code key#<id>} says only which tenant has that key. A ring is written by one
 * transaction that demands the revision it was read at and keeps the pointers in step.
 */
@NullMarked
package farebox.access.dynamo;

import org.jspecify.annotations.NullMarked;
