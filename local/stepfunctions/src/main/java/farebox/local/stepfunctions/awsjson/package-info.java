/** The service's API in the JSON protocol of AWS, as the clients of the AWS SDK speak it with Step Functions. */
@NullMarked
package farebox.local.stepfunctions.awsjson;

import org.jspecify.annotations.NullMarked;
