package farebox.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The pieces of a text, which make the text when they are joined: words with the space behind them, or several. */
record TextPieces(List<String> list) {
    private static final int MAX_PIECES = 64;
    private static final Pattern WORD = Pattern.compile("\\S+\\s*|^\\s+");

    TextPieces {
        list = List.copyOf(list);
    }

    static TextPieces of(String text) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            words.add(matcher.group());
        }
        int count = Math.min(MAX_PIECES, words.size());
        List<String> pieces = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pieces.add(String.join("", words.subList(words.size() * i / count, words.size() * (i + 1) / count)));
        }
        return new TextPieces(pieces);
    }

    /** The text without one piece. */
    String without(int index) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < list.size(); i++) {
            text.append(i == index ? "" : list.get(i));
        }
        return text.toString();
    }
}
