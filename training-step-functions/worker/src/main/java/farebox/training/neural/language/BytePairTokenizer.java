package farebox.training.neural.language;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Byte-pair encoding over bytes (Sennrich et al. 2016, as GPT-2 has it): a text is cut into words, and in each word the
 * pairs that were learned first are joined first. Every text has tokens, and the tokens give the text back.
 */
public final class BytePairTokenizer {
    /** The id of padding. */
    public static final int PADDING = 0;

    static final String PADDING_TOKEN = "<pad>";
    private static final int BYTES = 256;
    private static final Pattern WORD = Pattern.compile(
            "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
            Pattern.UNICODE_CHARACTER_CLASS);

    /** Two tokens that follow each other in a word. */
    record Pair(String left, String right) {
        String joined() {
            return left + right;
        }
    }

    private final List<String> tokens;
    private final List<Pair> merges;
    private final Map<String, Integer> ids = new HashMap<>();
    private final Map<Pair, Integer> ranks = new HashMap<>();

    BytePairTokenizer(List<Pair> merges) {
        this.merges = List.copyOf(merges);
        this.tokens = new ArrayList<>(List.of(PADDING_TOKEN));
        for (int value = 0; value < BYTES; value++) {
            tokens.add(ByteSymbols.of(value));
        }
        merges.forEach(pair -> tokens.add(pair.joined()));
        tokens.forEach(token -> ids.put(token, ids.size()));
        merges.forEach(pair -> ranks.put(pair, ranks.size()));
    }

    /** Learns a vocabulary of at most this size: padding, the bytes, and the pairs that occur most often. */
    public static BytePairTokenizer train(String text, int vocabulary) {
        if (vocabulary <= BYTES) {
            throw new IllegalArgumentException(
                    "a vocabulary has at least %d tokens, not %d".formatted(BYTES + 1, vocabulary));
        }
        Map<String, Long> words = new HashMap<>();
        words(text).forEach(word -> words.merge(ByteSymbols.encode(word), 1L, Long::sum));
        return new BytePairTokenizer(new PairMerging(words).learn(vocabulary - BYTES - 1));
    }

    /** Ids of a text's tokens. */
    public int[] encode(String text) {
        Map<String, int[]> known = new HashMap<>();
        return words(text).stream()
                .map(word -> known.computeIfAbsent(word, this::encodeWord))
                .flatMapToInt(Arrays::stream)
                .toArray();
    }

    /** The text of tokens; padding has none. */
    public String decode(int[] tokenIds) {
        StringBuilder symbols = new StringBuilder();
        for (int id : tokenIds) {
            symbols.append(id == PADDING ? "" : tokens.get(id));
        }
        return ByteSymbols.decode(symbols.toString());
    }

    public int vocabulary() {
        return tokens.size();
    }

    List<String> tokens() {
        return tokens;
    }

    List<Pair> merges() {
        return merges;
    }

    private static List<String> words(String text) {
        return WORD.matcher(text).results().map(MatchResult::group).toList();
    }

    private int[] encodeWord(String word) {
        List<String> parts = new ArrayList<>(ByteSymbols.encode(word)
                .codePoints()
                .mapToObj(Character::toString)
                .toList());
        int next = firstLearned(parts);
        while (next >= 0) {
            parts.set(next, parts.get(next) + parts.remove(next + 1));
            next = firstLearned(parts);
        }
        return parts.stream().mapToInt(part -> ids.getOrDefault(part, PADDING)).toArray();
    }

    /** The place of the pair that was learned before all others; -1 when none is known. */
    private int firstLearned(List<String> parts) {
        int place = -1;
        int best = Integer.MAX_VALUE;
        for (int i = 0; i + 1 < parts.size(); i++) {
            int rank = ranks.getOrDefault(new Pair(parts.get(i), parts.get(i + 1)), Integer.MAX_VALUE);
            if (rank < best) {
                best = rank;
                place = i;
            }
        }
        return place;
    }
}
