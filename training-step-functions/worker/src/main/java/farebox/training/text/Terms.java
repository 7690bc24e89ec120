package farebox.training.text;

import farebox.training.onnx.GraphBuilder;
import farebox.training.onnx.Operator;
import farebox.training.onnx.Value;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Sequences of tokens that occur in enough texts. Those of one length stand together, the shorter ones first, which is
 * the order that a graph holds them in.
 *
 * @param longest in tokens
 * @param places of the terms, by their ids packed into one number
 * @param texts in how many texts each term occurs, by its place
 */
record Terms(int longest, Map<Long, Integer> places, int[] texts) {
    /** Ids are below 2^21, so that three of them fit into a number; none is 0. */
    private static final int BITS = 21;

    static final int MAX_LENGTH = Long.SIZE / BITS;
    static final int MAX_VOCABULARY = 1 << BITS;

    /**
     * @param longest in tokens
     * @param minCount texts that a term must occur in
     * @param most how many terms are kept, those that occur in the most texts
     */
    record Limits(int longest, int minCount, int most) {}

    static Terms of(List<int[]> texts, Limits limits) {
        Map<Long, Integer> counts = new HashMap<>();
        for (int[] ids : texts) {
            occurring(ids, limits.longest()).forEach(term -> counts.merge(term, 1, Integer::sum));
        }
        Map<Long, Integer> frequent = new TreeMap<>();
        counts.entrySet().stream()
                .filter(entry -> entry.getValue() >= limits.minCount())
                .sorted(Map.Entry.<Long, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(limits.most())
                .forEach(entry -> frequent.put(entry.getKey(), entry.getValue()));
        Map<Long, Integer> places = new LinkedHashMap<>();
        frequent.keySet().forEach(term -> places.put(term, places.size()));
        return new Terms(
                limits.longest(),
                places,
                frequent.values().stream().mapToInt(Integer::intValue).toArray());
    }

    private static Set<Long> occurring(int[] ids, int longest) {
        Set<Long> terms = new HashSet<>();
        all(ids, longest).forEach(terms::add);
        return terms;
    }

    /** Every sequence of known tokens, as often as it occurs. */
    private static LongStream all(int[] ids, int longest) {
        return IntStream.range(0, ids.length).boxed().flatMapToLong(start -> {
            LongStream.Builder terms = LongStream.builder();
            long term = 0;
            for (int i = start; i < Math.min(ids.length, start + longest) && ids[i] != WordTokenizer.UNKNOWN; i++) {
                term = (term << BITS) | ids[i];
                terms.add(term);
            }
            return terms.build();
        });
    }

    int size() {
        return texts.length;
    }

    /** How often a text has each term that it has at all, by the term's place. */
    Map<Integer, Integer> counts(int[] ids) {
        Map<Integer, Integer> counts = new TreeMap<>();
        all(ids, longest).forEach(term -> {
            Integer place = places.get(term);
            if (place != null) {
                counts.merge(place, 1, Integer::sum);
            }
        });
        return counts;
    }

    /**
     * Counts the terms in a graph.
     *
     * @param ids int64 [texts, tokens]
     * @return float32 [texts, terms]
     */
    Value export(GraphBuilder graph, Value ids) {
        long[] pool = places.keySet().stream().flatMapToLong(Terms::ids).toArray();
        Operator counts = Operator.of("TfIdfVectorizer")
                .withString("mode", "TF")
                .withInt("min_gram_length", 1)
                .withInt("max_gram_length", longest)
                .withInt("max_skip_count", 0)
                .withInts("ngram_counts", starts())
                .withInts("ngram_indexes", LongStream.range(0, size()).toArray())
                .withInts("pool_int64s", pool);
        return graph.apply(counts, ids);
    }

    /** Where in the pool the terms of each length begin. */
    private long[] starts() {
        long[] lengths = places.keySet().stream().mapToLong(Terms::length).toArray();
        return LongStream.rangeClosed(1, longest)
                .map(length ->
                        Arrays.stream(lengths).filter(each -> each < length).sum())
                .toArray();
    }

    private static LongStream ids(long term) {
        int length = length(term);
        return IntStream.range(0, length).mapToLong(i -> (term >> (BITS * (length - 1 - i))) & (MAX_VOCABULARY - 1));
    }

    private static int length(long term) {
        int bits = Long.SIZE - Long.numberOfLeadingZeros(term);
        return Math.ceilDiv(bits, BITS);
    }
}
