package farebox.local.sagemaker;

import farebox.local.host.ServiceException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** @param prefix without a slash at its end; may be empty */
record S3Location(String bucket, String prefix) {
    private static final Pattern URI = Pattern.compile("(?:s3|https)://([^/]+)/?(.*?)/?");

    /** @throws ServiceException {@code ValidationException} */
    static S3Location parse(String uri) {
        Matcher matcher = URI.matcher(uri);
        if (!matcher.matches()) {
            throw new ServiceException("ValidationException", "'" + uri + "' is not an S3 URI.");
        }
        return new S3Location(matcher.group(1), matcher.group(2));
    }

    String key(String name) {
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    String uri(String name) {
        return "s3://" + bucket + "/" + key(name);
    }
}
