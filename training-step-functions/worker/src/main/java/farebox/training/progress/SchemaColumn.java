package farebox.training.progress;

import java.util.List;

/**
 * What a training takes one column to be, or the one input of a training from images or texts.
 *
 * @param type such as {@code number}, {@code category} or {@code image}
 * @param use {@code feature}, {@code target}, or the reason why it is not learned from
 * @param declared whether the spec says the type, which is inferred from the data otherwise
 * @param missing rows without a value
 * @param categories the most frequent first; empty for what has none
 */
public record SchemaColumn(
        String name, String type, String use, boolean declared, int missing, List<CategoryCount> categories) {
    public static final String FEATURE = "feature";
    public static final String TARGET = "target";

    /** How many rows have a category. */
    public record CategoryCount(String category, int rows) {}

    public SchemaColumn {
        categories = List.copyOf(categories);
    }

    /** An input whose rows have no type to choose and none missing. */
    public static SchemaColumn input(String name, String type) {
        return new SchemaColumn(name, type, FEATURE, false, 0, List.of());
    }

    /** The labels of a classification. */
    public static SchemaColumn labels(String name, List<CategoryCount> labels) {
        return new SchemaColumn(name, "category", TARGET, false, 0, labels);
    }
}
