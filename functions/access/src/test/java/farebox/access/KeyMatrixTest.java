package farebox.access;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.access.AuthenticateKey.Result;
import farebox.access.memory.InMemoryAccessStore;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every state of a key by every way to send one: only a live key sent in a way of ours is admitted. */
class KeyMatrixTest {
    enum Carrier {
        BEARER,
        BEARER_IN_LOWER_CASE,
        X_API_KEY,
        BOTH,
        OTHER_SCHEME,
        NO_SCHEME,
        OTHER_HEADER;

        Map<String, List<String>> headers(String key) {
            return switch (this) {
                case BEARER -> Map.of("Authorization", List.of("Bearer " + key));
                case BEARER_IN_LOWER_CASE -> Map.of("authorization", List.of("bearer " + key));
                case X_API_KEY -> Map.of("x-api-key", List.of(key));
                case BOTH -> Map.of("Authorization", List.of("Bearer " + key), "x-api-key", List.of(key));
                case OTHER_SCHEME -> Map.of("Authorization", List.of("Basic " + key));
                case NO_SCHEME -> Map.of("Authorization", List.of(key));
                case OTHER_HEADER -> Map.of("x-key", List.of(key));
            };
        }

        boolean isOurs() {
            return compareTo(BOTH) <= 0;
        }
    }

    static Stream<Arguments> everyStateByEveryCarrier() {
        return Arrays.stream(CredentialCases.values())
                .flatMap(state -> Arrays.stream(Carrier.values()).map(carrier -> Arguments.of(state, carrier)));
    }

    @ParameterizedTest
    @MethodSource
    void everyStateByEveryCarrier(CredentialCases state, Carrier carrier) {
        AccessFixture accessFixture = new AccessFixture(new InMemoryAccessStore());
        AuthenticateKey check = accessFixture.check();
        Map<String, List<String>> headers = carrier.headers(state.in(accessFixture));
        Class<? extends Result> expected =
                state.isLive() && carrier.isOurs() ? Result.Accepted.class : Result.Rejected.class;

        assertThat(check.run(headers)).isInstanceOf(expected);
        assertThat(check.run(headers)).as("remembered").isInstanceOf(expected);
    }
}
