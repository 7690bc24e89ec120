package farebox.files;

import farebox.kernel.InvalidRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Names of files as callers give them. */
public final class Filename {
    private static final int MAX_LENGTH = 255;

    private Filename() {}

    /**
     * The last part of a path.
     *
     * @throws InvalidRequest if it is empty, longer than 255 characters or has a control character
     */
    public static String of(String path) {
        String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
        if (name.isBlank() || name.length() > MAX_LENGTH || name.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidRequest(
                    "a file name has 1 to " + MAX_LENGTH + " characters and no control characters", "file");
        }
        return name;
    }

    /** The header {@code Content-Disposition} of a download under that name (RFC 6266). */
    public static String attachment(String filename) {
        return "attachment; filename*=UTF-8''"
                + URLEncoder.encode(filename, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
