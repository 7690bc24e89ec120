/**
 * The services that Task states, rules and schedules call, each as an adapter of one of the emulated services: Lambda,
 * S3, SageMaker, and all that speak the JSON protocol of AWS.
 */
@NullMarked
package farebox.local.integrations;

import org.jspecify.annotations.NullMarked;
