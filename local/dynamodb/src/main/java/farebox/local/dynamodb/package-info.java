/**
 * The local emulator's DynamoDB: tables, indexes, streams and expiry in one file, behind the protocol that the AWS SDK
 * speaks. It does what Farebox uses, with AWS's semantics and words, and refuses everything else by name.
 */
@NullMarked
package farebox.local.dynamodb;

import org.jspecify.annotations.NullMarked;
