package farebox.local.dynamodb.expression;

import farebox.local.awsjson.AwsServiceException;
import java.util.List;

/** Walks through the tokens of one expression. */
final class TokenReader {
    private static final int MAX_LENGTH = 4096;

    private final String source;
    private final List<Token> tokens;
    private int position;

    TokenReader(String source) {
        if (source.isBlank()) {
            throw AwsServiceException.validation("The expression can not be empty;");
        }
        if (source.length() > MAX_LENGTH) {
            throw AwsServiceException.validation(
                    "Expression size has exceeded the maximum allowed size; expression size: " + source.length());
        }
        this.source = source;
        this.tokens = Lexer.tokens(source);
    }

    int position() {
        return position;
    }

    Token peek() {
        return tokens.get(position);
    }

    Token peekSecond() {
        return tokens.get(Math.min(position + 1, tokens.size() - 1));
    }

    Token next() {
        Token token = peek();
        position = Math.min(position + 1, tokens.size() - 1);
        return token;
    }

    boolean accept(String symbol) {
        return taken(peek().is(symbol));
    }

    boolean acceptWord(String keyword) {
        return taken(peek().isWord(keyword));
    }

    void expect(String symbol) {
        if (!accept(symbol)) {
            throw syntaxError();
        }
    }

    void expectWord(String keyword) {
        if (!acceptWord(keyword)) {
            throw syntaxError();
        }
    }

    Token expect(Token.Kind kind) {
        if (peek().kind() != kind) {
            throw syntaxError();
        }
        return next();
    }

    /** The refusal of the token that stands here, with its neighbours, as AWS shows it. */
    AwsServiceException syntaxError() {
        Token token = peek();
        int start = position > 0 ? tokens.get(position - 1).start() : token.start();
        String near = source.substring(start, peekSecond().end()).strip();
        return AwsServiceException.validation("Syntax error; token: \"" + token.text() + "\", near: \"" + near + "\"");
    }

    private boolean taken(boolean wanted) {
        if (wanted) {
            next();
        }
        return wanted;
    }
}
