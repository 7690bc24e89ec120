package farebox.training.neural.language;

import farebox.training.neural.language.BytePairTokenizer.Pair;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Learns which pairs of a text's words to join. */
final class PairMerging {
    /** A pair that occurs once teaches nothing. */
    private static final long MIN_COUNT = 2;

    private record Word(List<String> parts, long count) {}

    private List<Word> words;

    /** @param counts how often each word occurs, words as symbols of bytes */
    PairMerging(Map<String, Long> counts) {
        this.words = counts.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> new Word(
                        entry.getKey()
                                .codePoints()
                                .mapToObj(Character::toString)
                                .toList(),
                        entry.getValue()))
                .toList();
    }

    /** At most so many pairs, the first the most frequent; fewer when no pair occurs twice any more. */
    List<Pair> learn(int count) {
        List<Pair> merges = new ArrayList<>();
        Optional<Pair> next = mostFrequent();
        while (merges.size() < count && next.isPresent()) {
            Pair pair = next.get();
            merges.add(pair);
            words = words.stream().map(word -> join(word, pair)).toList();
            next = mostFrequent();
        }
        return merges;
    }

    /**
     * Of pairs as frequent as each other the first in the order of their text, so that the result is always the same.
     */
    private Optional<Pair> mostFrequent() {
        Map<Pair, Long> counts = new HashMap<>();
        for (Word word : words) {
            for (int i = 0; i + 1 < word.parts().size(); i++) {
                counts.merge(new Pair(word.parts().get(i), word.parts().get(i + 1)), word.count(), Long::sum);
            }
        }
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() >= MIN_COUNT)
                .min(Map.Entry.<Pair, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(entry -> entry.getKey().left())
                        .thenComparing(entry -> entry.getKey().right()))
                .map(Map.Entry::getKey);
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
