package farebox.cli.deploy;

import farebox.cli.operator.Stack;
import java.net.URI;
import java.util.Optional;

/** Where things of a deployment are reached, on AWS and on LocalStack. */
final class Urls {
    private Urls() {}

    /** The base of /v1 and /v2. LocalStack has no DNS name for an API, only a path. */
    static URI of(Stack stack) {
        return Optional.ofNullable(stack.endpoints().get(Stack.Service.API_GATEWAY))
                .map(endpoint -> URI.create(
                        endpoint + "/_aws/execute-api/" + stack.output("ApiId") + "/" + stack.output("Stage")))
                .orElseGet(() -> URI.create(stack.output("Url")));
    }

    /** An object as CloudFormation wants to be told of it. */
    static String ofObject(Stack place, String bucket, String key) {
        String domain = place.region().startsWith("cn-") ? ".amazonaws.com.cn/" : ".amazonaws.com/";
        return Optional.ofNullable(place.endpoints().get(Stack.Service.S3))
                .map(endpoint -> endpoint + "/" + bucket + "/" + key)
                .orElseGet(() -> "https://" + bucket + ".s3." + place.region() + domain + key);
    }
}
