/** SageMaker's runtime API: {@code POST /endpoints/{name}/invocations}, as the AWS SDKs call it. */
@NullMarked
package farebox.inference.sagemaker;

import org.jspecify.annotations.NullMarked;
