package farebox.local.apigateway;

import java.util.List;
import java.util.Locale;

/** Which bodies an API passes on as bytes. */
final class MediaTypes {
    private MediaTypes() {}

    /** @param header a Content-Type or Accept; of several types the first counts */
    static boolean isBinary(List<String> binary, String header) {
        String type = header.split("[;,]", 2)[0].strip().toLowerCase(Locale.ROOT);
        return binary.stream()
                .map(known -> known.toLowerCase(Locale.ROOT))
                .anyMatch(known -> known.equals("*/*")
                        || known.equals(type)
                        || (known.endsWith("/*") && type.startsWith(known.substring(0, known.length() - 1))));
    }
}
