/** The service's API in the JSON protocol of AWS, as the clients of the AWS SDK speak it with SQS. */
@NullMarked
package farebox.local.sqs.awsjson;

import org.jspecify.annotations.NullMarked;
