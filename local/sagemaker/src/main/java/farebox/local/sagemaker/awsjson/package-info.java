/** The service's API in the JSON protocol of AWS, as the clients of the AWS SDK speak it with SageMaker. */
@NullMarked
package farebox.local.sagemaker.awsjson;

import org.jspecify.annotations.NullMarked;
