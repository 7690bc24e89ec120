/** The pepper as one SecureString parameter of Systems Manager, base64. */
@NullMarked
package farebox.access.ssm;

import org.jspecify.annotations.NullMarked;
