package farebox.training.data;

import java.util.ArrayList;
import java.util.List;

/** The values of one column, by row. */
public sealed interface Column {
    String name();

    int rows();

    /** The values of these rows, in their order. */
    Column select(int[] rows);

    /** Numbers, NaN where one is missing. */
    record Numbers(String name, float[] values) implements Column {
        @Override
        public int rows() {
            return values.length;
        }

        @Override
        public Numbers select(int[] rows) {
            float[] chosen = new float[rows.length];
            for (int i = 0; i < rows.length; i++) {
                chosen[i] = values[rows[i]];
            }
            return new Numbers(name, chosen);
        }
    }

    /**
     * Texts, of which many are equal.
     *
     * @param codes the place of each row's text in the list, -1 where it is missing
     */
    record Categories(String name, int[] codes, List<String> texts) implements Column {
        /** The code of a missing text. */
        public static final int MISSING = -1;

        public Categories {
            texts = List.copyOf(texts);
        }

        @Override
        public int rows() {
            return codes.length;
        }

        @Override
        public Categories select(int[] rows) {
            int[] chosen = new int[rows.length];
            for (int i = 0; i < rows.length; i++) {
                chosen[i] = codes[rows[i]];
            }
            return new Categories(name, chosen, texts);
        }

        /** The text of a row, empty where it is missing. */
        public String text(int row) {
            return codes[row] == MISSING ? "" : texts.get(codes[row]);
        }

        /** How many rows have each text. */
        public int[] counts() {
            int[] counts = new int[texts.size()];
            for (int code : codes) {
                if (code != MISSING) {
                    counts[code]++;
                }
            }
            return counts;
        }

        /** The texts that at least one row has. */
        public List<String> present() {
            int[] counts = counts();
            List<String> present = new ArrayList<>();
            for (int code = 0; code < counts.length; code++) {
                if (counts[code] > 0) {
                    present.add(texts.get(code));
                }
            }
            return present;
        }
    }
}
