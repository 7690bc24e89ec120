/** The service's API in AWS's REST protocol with JSON bodies, as the clients of the AWS SDK speak it. */
@NullMarked
package farebox.local.scheduler.rest;

import org.jspecify.annotations.NullMarked;
