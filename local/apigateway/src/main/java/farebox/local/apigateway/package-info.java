/**
 * API Gateway on a laptop: the REST API of the template over HTTP, with its authorizer, usage plans, gateway responses
 * and access log. It knows no function and starts none; {@link farebox.local.apigateway.Functions} does.
 *
 * <p>The API stands at the root, as under a domain name of one's own, so no path begins with the stage. Names of a
 * client's headers reach functions in lower case, as they do when the client speaks HTTP/2.
 */
@NullMarked
package farebox.local.apigateway;

import org.jspecify.annotations.NullMarked;
