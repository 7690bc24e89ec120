/**
 * Money, prices and rating: exact amounts of usage under a plan.
 *
 * <p>Everything here is a pure function of its arguments. This package knows no file format, store, clock or protocol.
 * What builds on it has packages of its own:
 *
 * <ul>
 *   <li>{@code pricebook}: publication of price books, and estimates
 *   <li>{@code prepaid}: credit, holds of calls, and the sweep of those that died
 *   <li>{@code quota} and {@code alert}: limits, and who is told when much of one is used
 *   <li>{@code invoice}: months that are closed, credit notes and refunds
 *   <li>{@code cost}: what was spent, by day, line item, key and model
 *   <li>{@code usage}: what metering knows, and the payment of its calls
 *   <li>{@code reconcile}: responses without an event
 *   <li>{@code export}: usage for other billing systems
 *   <li>{@code json}, {@code document} and {@code http}: the forms in which all of it is read and shown
 *   <li>{@code dynamo}, {@code s3}, {@code requestlog}, {@code webhook} and {@code eventbridge}: the ports' adapters
 *   <li>{@code task}, {@code lambda} and {@code aws}: scheduled tasks, handlers, and the wiring of both
 * </ul>
 */
@NullMarked
package farebox.billing;

import org.jspecify.annotations.NullMarked;
