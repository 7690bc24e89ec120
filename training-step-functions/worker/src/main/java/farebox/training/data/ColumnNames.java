package farebox.training.data;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the names of columns must be: present, distinct, and few enough. */
final class ColumnNames {
    /** Wider tables need more memory per row than a worker plans for. */
    static final int MAX_COLUMNS = 10_000;

    private ColumnNames() {}

    static List<String> check(String file, List<String> names) {
        if (names.size() > MAX_COLUMNS) {
            throw DataFault.inFile(
                    file, "%d columns; at most %d can be trained on".formatted(names.size(), MAX_COLUMNS));
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (name.isBlank()) {
                throw DataFault.atLine(file, 1, "column %d has no name; give each column one".formatted(i + 1));
            }
            if (!seen.add(name)) {
                throw DataFault.atLine(file, 1, "the header has %s twice; rename one".formatted(DataFault.quote(name)));
            }
        }
        return List.copyOf(names);
    }
}
