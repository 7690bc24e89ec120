package farebox.local.gateway;

import farebox.local.template.ResponseType;

/**
 * The gateway answers instead of a function.
 *
 * @param status unless the template has another for the type
 * @param message as API Gateway words it; empty where it says {@code null}
 * @param exception what stands in the header x-amzn-ErrorType
 */
record Refusal(ResponseType type, int status, String message, String exception) {
    static Refusal unknownRoute() {
        return of(
                ResponseType.MISSING_AUTHENTICATION_TOKEN,
                "Missing Authentication Token",
                "MissingAuthenticationTokenException");
    }

    static Refusal tooLarge() {
        return of(ResponseType.REQUEST_TOO_LARGE, "Request Too Long", "RequestTooLargeException");
    }

    static Refusal unauthorized() {
        return of(ResponseType.UNAUTHORIZED, "Unauthorized", "UnauthorizedException");
    }

    static Refusal denied(boolean explicitly) {
        String message = "User is not authorized to access this resource";
        return of(
                ResponseType.ACCESS_DENIED,
                explicitly ? message + " with an explicit deny" : message,
                "AccessDeniedException");
    }

    static Refusal authorizerFailed() {
        return of(ResponseType.AUTHORIZER_FAILURE, "", "AuthorizerFailureException");
    }

    static Refusal authorizerMisconfigured() {
        return of(ResponseType.AUTHORIZER_CONFIGURATION_ERROR, "", "AuthorizerConfigurationException");
    }

    static Refusal invalidKey() {
        return of(ResponseType.INVALID_API_KEY, "Forbidden", "ForbiddenException");
    }

    static Refusal throttled() {
        return of(ResponseType.THROTTLED, "Too Many Requests", "TooManyRequestsException");
    }

    static Refusal quotaExceeded() {
        return of(ResponseType.QUOTA_EXCEEDED, "Limit Exceeded", "LimitExceededException");
    }

    static Refusal missingParameters(String names) {
        return of(
                ResponseType.BAD_REQUEST_PARAMETERS,
                "Missing required request parameters: [" + names + "]",
                "BadRequestException");
    }

    static Refusal integrationTimedOut() {
        return of(ResponseType.INTEGRATION_TIMEOUT, "Endpoint request timed out", "InternalServerErrorException");
    }

    /** A function that may not run now; the caller sees no 429, since it did nothing too often. */
    static Refusal integrationThrottled() {
        return new Refusal(
                ResponseType.INTEGRATION_FAILURE, 500, "Internal server error", "InternalServerErrorException");
    }

    /** The function failed, or what it returned is no answer. */
    static Refusal badGateway() {
        return new Refusal(ResponseType.DEFAULT_5XX, 502, "Internal server error", "InternalServerErrorException");
    }

    /** The gateway itself is at fault. */
    static Refusal bug() {
        return of(ResponseType.DEFAULT_5XX, "Internal server error", "InternalServerErrorException");
    }

    static Refusal undecodable() {
        return of(ResponseType.API_CONFIGURATION_ERROR, "Internal server error", "InternalServerErrorException");
    }

    private static Refusal of(ResponseType type, String message, String exception) {
        return new Refusal(type, type.status(), message, exception);
    }
}
