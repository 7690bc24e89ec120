package farebox.training.neural.language;

import farebox.training.neural.language.BytePairTokenizer.Pair;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Learns which pairs of a text's words to join. What is joined changes the counts of few words; the others stay. */
final class PairMerging {
    /** A pair that occurs once teaches nothing. */
    private static final long MIN_COUNT = 2;

    private record Word(List<String> parts, long count) {
        private List<Pair> pairs() {
            return IntStream.range(1, parts.size())
                    .mapToObj(i -> new Pair(parts.get(i - 1), parts.get(i)))
                    .toList();
        }
    }

    private final List<Word> words;
    private final Map<Pair, Long> counts = new HashMap<>();

    /** By pair, the places in {@link #words} of those that have it. */
    private final Map<Pair, Set<Integer>> places = new HashMap<>();

    /** @param counts how often each word occurs, words as symbols of bytes */
    PairMerging(Map<String, Long> counts) {
        this.words = new ArrayList<>(counts.entrySet().stream()
                .map(entry -> new Word(
                        entry.getKey()
                                .codePoints()
                                .mapToObj(Character::toString)
                                .toList(),
                        entry.getValue()))
                .toList());
        for (int place = 0; place < words.size(); place++) {
            add(place);
        }
    }

    /** At most so many pairs, the first the most frequent; fewer when no pair occurs twice any more. */
    List<Pair> learn(int count) {
        List<Pair> merges = new ArrayList<>();
        Optional<Pair> next = mostFrequent();
        while (merges.size() < count && next.isPresent()) {
            Pair pair = next.get();
            merges.add(pair);
            for (int place : List.copyOf(places.getOrDefault(pair, Set.of()))) {
                remove(place);
                words.set(place, join(words.get(place), pair));
                add(place);
            }
            next = mostFrequent();
        }
        return merges;
    }

    /**
     * Of pairs as frequent as each other the first in the order of their text, so that the result is always the same.
     */
    private Optional<Pair> mostFrequent() {
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() >= MIN_COUNT)
                .min(Map.Entry.<Pair, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(entry -> entry.getKey().left())
                        .thenComparing(entry -> entry.getKey().right()))
                .map(Map.Entry::getKey);
    }

    private void add(int place) {
        Word word = words.get(place);
        for (Pair pair : word.pairs()) {
            counts.merge(pair, word.count(), Long::sum);
            places.computeIfAbsent(pair, _ -> new HashSet<>()).add(place);
        }
    }

    private void remove(int place) {
        Word word = words.get(place);
        for (Pair pair : word.pairs()) {
            counts.merge(pair, -word.count(), Long::sum);
            places.getOrDefault(pair, Set.of()).remove(place);
        }
    }

    private static Word join(Word word, Pair pair) {
        int first = indexOf(word.parts(), pair, 0);
        if (first < 0) {
            return word;
        }
        List<String> parts = new ArrayList<>(word.parts());
        for (int place = first; place >= 0; place = indexOf(parts, pair, place + 1)) {
            parts.set(place, pair.joined());
            parts.remove(place + 1);
        }
        return new Word(parts, word.count());
    }

    private static int indexOf(List<String> parts, Pair pair, int from) {
        for (int i = from; i + 1 < parts.size(); i++) {
            if (parts.get(i).equals(pair.left()) && parts.get(i + 1).equals(pair.right())) {
                return i;
            }
        }
        return -1;
    }
}
