/** The local emulator's S3: S3Proxy over a folder. */
@NullMarked
package farebox.local.s3;

import org.jspecify.annotations.NullMarked;
