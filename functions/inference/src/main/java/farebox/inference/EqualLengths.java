package farebox.inference;

import farebox.models.TokenIds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;

/**
 * Texts of one length, which a run may have together.
 *
 * @param positions of the texts among all
 */
record EqualLengths(List<Integer> positions, List<TokenIds> texts) {

    /**
     * All texts by their lengths, those of one length in as many batches as their size asks for.
     *
     * @param maxBatch the most texts of a batch, by their length in tokens; at least 1
     */
    static List<EqualLengths> of(List<TokenIds> texts, IntUnaryOperator maxBatch) {
        if (texts.size() == 1) {
            return List.of(new EqualLengths(List.of(0), texts));
        }
        Map<Integer, List<Integer>> byLength = new LinkedHashMap<>();
        for (int i = 0; i < texts.size(); i++) {
            byLength.computeIfAbsent(texts.get(i).count(), _ -> new ArrayList<>())
                    .add(i);
        }
        List<EqualLengths> batches = new ArrayList<>();
        byLength.forEach((length, positions) -> {
            int size = maxBatch.applyAsInt(length);
            for (int from = 0; from < positions.size(); from += size) {
                List<Integer> batch = positions.subList(from, Math.min(from + size, positions.size()));
                batches.add(new EqualLengths(
                        List.copyOf(batch), batch.stream().map(texts::get).toList()));
            }
        });
        return batches;
    }

    /** @param results of each batch, one for each of its texts */
    static <R> List<R> inOrder(List<EqualLengths> batches, List<List<R>> results) {
        if (batches.size() == 1 && results.getFirst().size() == 1) {
            return results.getFirst();
        }
        Map<Integer, R> byPosition = new TreeMap<>();
        for (int i = 0; i < batches.size(); i++) {
            for (int j = 0; j < batches.get(i).positions().size(); j++) {
                byPosition.put(batches.get(i).positions().get(j), results.get(i).get(j));
            }
        }
        return List.copyOf(byPosition.values());
    }

    long tokens() {
        return TextTokens.count(texts);
    }
}
