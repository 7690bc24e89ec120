package farebox.inference.generate;

import farebox.models.GenerativeModel;
import java.util.Arrays;
import java.util.List;

/**
 * Turns tokens into text as they come. A token may end amid a character, whose text then comes with a later token; how
 * a token reads depends on the one before, so a few are read again.
 */
final class TextAssembler {
    private static final char NO_CHARACTER = '\ufffd';

    private final GenerativeModel model;
    private long[] tokens = new long[0];
    private int from;
    private int read;

    TextAssembler(GenerativeModel model) {
        this.model = model;
    }

    /** The text that this token completes; empty if a character is not yet whole. */
    String add(long token) {
        tokens = Arrays.copyOf(tokens, tokens.length + 1);
        tokens[tokens.length - 1] = token;
        String text = decode(from, tokens.length);
        if (!text.isEmpty() && text.charAt(text.length() - 1) == NO_CHARACTER) {
            return "";
        }
        String before = decode(from, read);
        from = read;
        read = tokens.length;
        return text.substring(Math.min(before.length(), text.length()));
    }

    /** As each of these tokens would read if it came next. */
    List<String> next(List<Integer> candidates) {
        int before = candidates.isEmpty() ? 0 : decode(from, read).length();
        return candidates.stream().map(token -> next(token, before)).toList();
    }

    private String next(long token, int before) {
        long[] possible = Arrays.copyOfRange(tokens, from, tokens.length + 1);
        possible[possible.length - 1] = token;
        String text = model.decode(possible);
        return text.substring(Math.min(before, text.length()));
    }

    /** What is left at the end: bytes that never became a character. */
    String rest() {
        return decode(from, tokens.length).substring(decode(from, read).length());
    }

    private String decode(int start, int end) {
        return start == end ? "" : model.decode(Arrays.copyOfRange(tokens, start, end));
    }
}
