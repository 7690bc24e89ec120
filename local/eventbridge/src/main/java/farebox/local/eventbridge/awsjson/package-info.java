/** The service's API in the JSON protocol of AWS, as the clients of the AWS SDK speak it with EventBridge. */
@NullMarked
package farebox.local.eventbridge.awsjson;

import org.jspecify.annotations.NullMarked;
