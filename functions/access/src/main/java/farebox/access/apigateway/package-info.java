/** Usage plans of API Gateway. Only the command line comes here; no function talks to the gateway's control plane. */
@NullMarked
package farebox.access.apigateway;

import org.jspecify.annotations.NullMarked;
