package farebox.models.ssm;

import farebox.aws.AwsRequests;
import farebox.kernel.NotReady;
import farebox.kernel.Unavailable;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ssm.model.GetParameterResponse;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;

/** What a parameter that is not there, or a store that does not answer, means for a key. */
final class KeyParameter {
    private static final Duration DEFAULT_RETRY = Duration.ofSeconds(1);

    private KeyParameter() {}

    /** @throws Unavailable if the store does not answer */
    static Optional<String> find(Supplier<GetParameterResponse> request) {
        return call(() -> {
            try {
                return Optional.of(request.get().parameter().value());
            } catch (ParameterNotFoundException e) {
                return Optional.empty();
            }
        });
    }

    /** @throws NotReady if there is none */
    static String require(Supplier<GetParameterResponse> request) {
        return find(request)
                .orElseThrow(() -> new NotReady(
                        "there are no keys for signatures of models yet; './farebox models publish' makes them",
                        DEFAULT_RETRY));
    }

    static <T> T call(Supplier<T> request) {
        return AwsRequests.call("the store of the keys of models did not answer; try again", request);
    }
}
