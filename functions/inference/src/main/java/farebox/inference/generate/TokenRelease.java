package farebox.inference.generate;

import farebox.kernel.Amounts;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/** Holds tokens back whose text may be the beginning of a stop sequence, which is no part of the text. */
final class TokenRelease {
    private final List<String> stop;
    private final TokenListener listener;
    private final Queue<Generated.Token> held = new ArrayDeque<>();
    private int released;

    TokenRelease(List<String> stop, TokenListener listener) {
        this.stop = stop;
        this.listener = listener;
    }

    void add(Generated.Token token) {
        held.add(token);
    }

    /** Tells the tokens whose text ends before whatever may become a stop sequence. */
    void safe(CharSequence text, Amounts used) {
        int end = text.length() - beginningOfStop(text.toString());
        while (!held.isEmpty() && released + held.element().text().length() <= end) {
            tell(held.remove(), used);
        }
    }

    /** Tells all that are left; what a stop sequence took away is not in their text. */
    void all(CharSequence text, Amounts used) {
        while (!held.isEmpty()) {
            Generated.Token token = held.remove();
            int kept =
                    Math.clamp((long) text.length() - released, 0, token.text().length());
            tell(new Generated.Token(token.text().substring(0, kept), token.logarithm(), token.best()), used);
        }
    }

    private void tell(Generated.Token token, Amounts used) {
        released += token.text().length();
        listener.token(token, used);
    }

    /** How many characters at the end begin a stop sequence, at most. */
    private int beginningOfStop(String text) {
        return stop.stream()
                .mapToInt(sequence -> beginningOf(sequence, text))
                .max()
                .orElse(0);
    }

    private static int beginningOf(String sequence, String text) {
        int length = Math.min(sequence.length() - 1, text.length());
        while (length > 0 && !text.endsWith(sequence.substring(0, length))) {
            length--;
        }
        return length;
    }
}
