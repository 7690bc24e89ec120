package farebox.local.apigateway;

import farebox.local.template.ResponseType;

/**
 * An error that the gateway returns instead of a function's response.
 *
 * @param status unless the template has another for the type
 * @param message as API Gateway words it; empty where it says {@code null}
 * @param exception what stands in the header x-amzn-ErrorType
 */
record GatewayError(ResponseType type, int status, String message, String exception) {
    static GatewayError unknownRoute() {
        return of(
                ResponseType.MISSING_AUTHENTICATION_TOKEN,
                "Missing Authentication Token",
                "MissingAuthenticationTokenException");
    }

    static GatewayError tooLarge() {
        return of(ResponseType.REQUEST_TOO_LARGE, "Request Too Long", "RequestTooLargeException");
    }

    /** What is no HTTP request. */
    static GatewayError malformed(int status) {
        return new GatewayError(ResponseType.DEFAULT_4XX, status, "Bad Request", "BadRequestException");
    }

    static GatewayError unauthorized() {
        return of(ResponseType.UNAUTHORIZED, "Unauthorized", "UnauthorizedException");
    }

    static GatewayError denied(boolean explicitly) {
        String message = "User is not authorized to access this resource";
        return of(
                ResponseType.ACCESS_DENIED,
                explicitly ? message + " with an explicit deny" : message,
                "AccessDeniedException");
    }

    static GatewayError authorizerFailed() {
        return of(ResponseType.AUTHORIZER_FAILURE, "", "AuthorizerFailureException");
    }

    static GatewayError authorizerMisconfigured() {
        return of(ResponseType.AUTHORIZER_CONFIGURATION_ERROR, "", "AuthorizerConfigurationException");
    }

    static GatewayError invalidKey() {
        return of(ResponseType.INVALID_API_KEY, "Forbidden", "ForbiddenException");
    }

    static GatewayError throttled() {
        return of(ResponseType.THROTTLED, "Too Many Requests", "TooManyRequestsException");
    }

    static GatewayError quotaExceeded() {
        return of(ResponseType.QUOTA_EXCEEDED, "Limit Exceeded", "LimitExceededException");
    }

    static GatewayError missingParameters(String names) {
        return of(
                ResponseType.BAD_REQUEST_PARAMETERS,
                "Missing required request parameters: [" + names + "]",
                "BadRequestException");
    }

    static GatewayError integrationTimedOut() {
        return of(ResponseType.INTEGRATION_TIMEOUT, "Endpoint request timed out", "InternalServerErrorException");
    }

    /** A function that may not run now; the caller sees no 429, since it did nothing too often. */
    static GatewayError integrationThrottled() {
        return new GatewayError(
                ResponseType.INTEGRATION_FAILURE, 500, "Internal server error", "InternalServerErrorException");
    }

    /** The function failed, or what it returned is no response. */
    static GatewayError badGateway() {
        return new GatewayError(ResponseType.DEFAULT_5XX, 502, "Internal server error", "InternalServerErrorException");
    }

    /** The gateway itself is at fault. */
    static GatewayError bug() {
        return of(ResponseType.DEFAULT_5XX, "Internal server error", "InternalServerErrorException");
    }

    static GatewayError undecodable() {
        return of(ResponseType.API_CONFIGURATION_ERROR, "Internal server error", "InternalServerErrorException");
    }

    private static GatewayError of(ResponseType type, String message, String exception) {
        return new GatewayError(type, type.status(), message, exception);
    }
}
