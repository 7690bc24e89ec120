package farebox.billing;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.billing.PublishedVectors.Vector;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each published example is a test of its own name. */
final class PublishedVectorsTest {
    @TestFactory
    Stream<DynamicTest> rating_equalsThePublishedAmount() {
        return PublishedVectors.all().stream().map(PublishedVectorsTest::test);
    }

    @Test
    void everyExampleIsThere() {
        List<Vector> vectors = PublishedVectors.all();

        assertThat(vectors).hasSize(70);
        assertThat(vectors).extracting(Vector::name).doesNotHaveDuplicates();
    }

    private static DynamicTest test(Vector vector) {
        return DynamicTest.dynamicTest(
                vector.name(),
                () -> assertThat(vector.actual().apply(new RatingRules())).isEqualByComparingTo(vector.expected()));
    }
}
