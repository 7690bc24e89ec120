package farebox.local.template;

/** The cases in which API Gateway answers by itself, by the names that templates give them. */
public enum ResponseType {
    ACCESS_DENIED(403),
    API_CONFIGURATION_ERROR(500),
    AUTHORIZER_CONFIGURATION_ERROR(500),
    AUTHORIZER_FAILURE(500),
    BAD_REQUEST_BODY(400),
    BAD_REQUEST_PARAMETERS(400),
    DEFAULT_4XX(400),
    DEFAULT_5XX(500),
    EXPIRED_TOKEN(403),
    INTEGRATION_FAILURE(504),
    INTEGRATION_TIMEOUT(504),
    INVALID_API_KEY(403),
    INVALID_SIGNATURE(403),
    MISSING_AUTHENTICATION_TOKEN(403),
    QUOTA_EXCEEDED(429),
    REQUEST_TOO_LARGE(413),
    RESOURCE_NOT_FOUND(404),
    THROTTLED(429),
    UNAUTHORIZED(401),
    UNSUPPORTED_MEDIA_TYPE(415),
    WAF_FILTERED(403);

    private final int status;

    ResponseType(int status) {
        this.status = status;
    }

    /** Unless the template says otherwise. */
    public int status() {
        return status;
    }

    /** Which answer stands in for one that the template does not have. */
    public ResponseType fallback() {
        return status < 500 ? DEFAULT_4XX : DEFAULT_5XX;
    }
}
