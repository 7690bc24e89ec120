package farebox.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The examples and cases see every mistake in {@link RatingMutation}. */
final class RatingMutationTest {
    @ParameterizedTest
    @EnumSource
    void rating_keepsTheCase(RatingCases named) {
        assertThat(named.holds(new RatingRules())).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void mutation_makesANamedTestFail(RatingMutation mutation) {
        assertThat(failures(mutation.rules())).as("failures under %s", mutation).isNotEmpty();
    }

    @Test
    void withoutAMutation_nothingFails() {
        assertThat(failures(new RatingRules())).isEmpty();
        assertThat(RatingMutation.values()).hasSizeGreaterThanOrEqualTo(20);
    }

    private static List<String> failures(RatingRules rules) {
        Stream<String> examples = PublishedVectors.all().stream()
                .filter(vector -> !vector.holds(rules))
                .map(PublishedVectors.Vector::name);
        Stream<String> cases = Arrays.stream(RatingCases.values())
                .filter(named -> !named.holds(rules))
                .map(RatingCases::name);
        return Stream.concat(examples, cases).toList();
    }
}
