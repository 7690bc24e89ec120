package farebox.training.data;

import farebox.training.spec.TrainingSpec.ColumnType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects the values of one column in the second pass over a file. */
sealed interface ColumnBuilder {
    void add(int row, long line, String value);

    Column build();

    static ColumnBuilder of(ColumnType type, Place place, int rows, DataLimits limits) {
        return switch (type) {
            case NUMBER -> new NumberBuilder(place, new float[rows]);
            case CATEGORY -> new CategoryBuilder(place, new int[rows], limits.maxTexts());
            case IGNORE -> throw new IllegalArgumentException(place.column() + " is ignored");
        };
    }

    /** Where values come from. */
    record Place(String file, String column) {}

    /** Collects numbers. */
    record NumberBuilder(Place place, float[] values) implements ColumnBuilder {
        @Override
        public void add(int row, long line, String value) {
            float number = NumberText.parse(value);
            if (!Float.isFinite(number) && !NumberText.isMissing(value)) {
                throw DataFault.atLine(place.file(), line, fault(value, number));
            }
            values[row] = number;
        }

        private String fault(String value, float number) {
            return NumberText.isNotFinite(value) || Float.isInfinite(number)
                    ? "%s is %s; write a finite number, or nothing where it is missing"
                            .formatted(place.column(), DataFault.quote(value))
                    : "%s is %s, which is no number".formatted(place.column(), DataFault.quote(value));
        }

        @Override
        public Column build() {
            return new Column.Numbers(place.column(), values);
        }
    }

    /** Collects texts. */
    final class CategoryBuilder implements ColumnBuilder {
        private final Place place;
        private final int[] codes;
        private final int maxTexts;
        private final Map<String, Integer> known = new HashMap<>();
        private final List<String> texts = new ArrayList<>();

        private CategoryBuilder(Place place, int[] codes, int maxTexts) {
            this.place = place;
            this.codes = codes;
            this.maxTexts = maxTexts;
        }

        @Override
        public void add(int row, long line, String value) {
            codes[row] = value.isEmpty() ? Column.Categories.MISSING : known.computeIfAbsent(value, this::append);
            if (texts.size() > maxTexts) {
                throw DataFault.atLine(
                        place.file(),
                        line,
                        "%s has more than %d different texts, the most a worker holds; declare columns.%s as ignore"
                                .formatted(place.column(), maxTexts, place.column()));
            }
        }

        private int append(String text) {
            texts.add(text);
            return texts.size() - 1;
        }

        @Override
        public Column build() {
            return new Column.Categories(place.column(), codes, texts);
        }
    }
}
