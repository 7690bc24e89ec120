package farebox.kernel;

/** The one form of every name that may become part of a storage key or a path. */
final class Identifiers {
    private static final int MAX_LENGTH = 63;

    private Identifiers() {}

    /** Lower-case letters, digits and inner hyphens, 1 to 63 characters, as {@code ^[a-z0-9][a-z0-9-]{0,62}$}. */
    static void require(String value, String noun) {
        if (!isName(value)) {
            throw new InvalidRequest(
                    "a " + noun + " has 1 to 63 characters, a-z, 0-9 or '-', and does not begin with '-'", noun);
        }
    }

    private static boolean isName(String value) {
        return !value.isEmpty()
                && value.length() <= MAX_LENGTH
                && value.charAt(0) != '-'
                && value.chars().allMatch(Identifiers::isNameCharacter);
    }

    private static boolean isNameCharacter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    }
}
