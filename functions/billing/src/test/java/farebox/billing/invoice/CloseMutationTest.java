package farebox.billing.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The cases see every mistake in {@link CloseMutation}. */
final class CloseMutationTest {
    @ParameterizedTest
    @EnumSource
    void close_keepsTheCase(CloseCases named) {
        assertThat(named.holds(new CloseRules()))
                .as(named.outcome(new CloseRules()))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void mutation_makesANamedCaseFail(CloseMutation mutation) {
        List<CloseCases> failed = Arrays.stream(CloseCases.values())
                .filter(named -> !named.holds(mutation.rules()))
                .toList();

        assertThat(failed).as("failures under %s", mutation).isNotEmpty();
    }
}
