package farebox.http;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What was thrown, as one line of the log: types, places and causes. */
final class ThrowableFormatter {
    private static final int CAUSES = 5;
    private static final int FRAMES = 12;

    private ThrowableFormatter() {}

    /** For bugs: their messages may quote what a caller sent, which no log may hold. */
    static String withoutMessages(Throwable thrown) {
        return of(thrown, each -> each.getClass().getName());
    }

    /** For failures, whose own words and whose causes come from us and from AWS. */
    static String withMessages(Throwable thrown) {
        return of(thrown, each -> each.getClass().getName() + ": " + oneLine(String.valueOf(each.getMessage())));
    }

    private static String of(Throwable thrown, Function<Throwable, String> head) {
        return Stream.iterate(thrown, each -> each != null, Throwable::getCause)
                .limit(CAUSES)
                .map(each -> head.apply(each) + " at " + frames(each))
                .collect(Collectors.joining("; because "));
    }

    private static String frames(Throwable thrown) {
        return Arrays.stream(thrown.getStackTrace())
                .limit(FRAMES)
                .map(StackTraceElement::toString)
                .collect(Collectors.joining(" < "));
    }

    private static String oneLine(String words) {
        return words.chars()
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
