/** The gateway's access log: as a file of JSON lines, and in CloudWatch Logs. */
@NullMarked
package farebox.billing.requestlog;

import org.jspecify.annotations.NullMarked;
