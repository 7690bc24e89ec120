/**
 * A deployment of template.yaml, to AWS or to LocalStack: packages the functions, hands the template to CloudFormation,
 * and makes what the first call needs. Knows no function's code, only the folders that the build left.
 */
@NullMarked
package farebox.cli.deploy;

import org.jspecify.annotations.NullMarked;
