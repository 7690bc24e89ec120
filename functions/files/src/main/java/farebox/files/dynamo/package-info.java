/** Records of files in DynamoDB. */
@NullMarked
package farebox.files.dynamo;

import org.jspecify.annotations.NullMarked;
