package farebox.local.dynamodb.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts an expression into tokens; a character that begins none is a token by itself, for the parser to refuse. */
final class Lexer {
    private static final Pattern TOKEN = Pattern.compile("""
            (?<word>[A-Za-z_][A-Za-z0-9_]*)\
            |(?<name>#[A-Za-z0-9_]*)\
            |(?<value>:[A-Za-z0-9_]*)\
            |(?<index>[0-9]+)\
            |(?<symbol><>|<=|>=|[^\\s])\
            |(?<space>\\s+)""");

    private Lexer() {}

    static List<Token> tokens(String source) {
        List<Token> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(source);
        while (matcher.find()) {
            if (matcher.group("space") == null) {
                tokens.add(new Token(kind(matcher), matcher.group(), matcher.start()));
            }
        }
        tokens.add(new Token(Token.Kind.END, "<EOF>", source.length()));
        return tokens;
    }

    private static Token.Kind kind(Matcher matcher) {
        if (matcher.group("word") != null) {
            return Token.Kind.WORD;
        }
        if (matcher.group("name") != null) {
            return Token.Kind.NAME;
        }
        if (matcher.group("value") != null) {
            return Token.Kind.VALUE;
        }
        return matcher.group("index") != null ? Token.Kind.INDEX : Token.Kind.SYMBOL;
    }
}
