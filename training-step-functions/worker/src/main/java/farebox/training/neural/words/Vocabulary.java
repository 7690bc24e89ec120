package farebox.training.neural.words;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The words of a text that occur often enough, the most frequent first, and how often each does. */
public record Vocabulary(List<String> words, List<Long> counts) {
    private static final Pattern WORD = Pattern.compile("\\p{L}+(?:['’]\\p{L}+)*");

    public Vocabulary {
        words = List.copyOf(words);
        counts = List.copyOf(counts);
    }

    /** The words that occur at least so many times. */
    public static Vocabulary of(String text, int minCount) {
        Map<String, Long> counts = new HashMap<>();
        split(text).forEach(word -> counts.merge(word, 1L, Long::sum));
        List<Map.Entry<String, Long>> frequent = counts.entrySet().stream()
                .filter(entry -> entry.getValue() >= minCount)
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
        return new Vocabulary(
                frequent.stream().map(Map.Entry::getKey).toList(),
                frequent.stream().map(Map.Entry::getValue).toList());
    }

    public int size() {
        return words.size();
    }

    /** The places of a text's words; other words are left out. */
    int[] ids(String text) {
        Map<String, Integer> places = new HashMap<>();
        words.forEach(word -> places.put(word, places.size()));
        return split(text).stream()
                .filter(places::containsKey)
                .mapToInt(places::get)
                .toArray();
    }

    private static List<String> split(String text) {
        return WORD.matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .map(MatchResult::group)
                .toList();
    }
}
