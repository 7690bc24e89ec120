package farebox.inference.openinference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FieldsTest {
    @Test
    void map_keepsTheOrderInWhichFieldsWereNamed() {
        assertThat(Fields.of("shape", 1).and("name", 2).and("datatype", 3).map().keySet())
                .containsExactly("shape", "name", "datatype");
    }
}
