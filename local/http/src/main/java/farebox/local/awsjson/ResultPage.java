package farebox.local.awsjson;

import java.util.List;
import java.util.Optional;

/**
 * A part of a list, as operations that list return it.
 *
 * @param next the token for the next part; empty at the end
 */
public record ResultPage<T>(List<T> items, Optional<String> next) {
    public ResultPage {
        items = List.copyOf(items);
    }

    /**
     * @param token of the request; empty for the first part
     * @param limit the most items
     * @throws AwsServiceException {@code InvalidToken} if the token is none of ours
     */
    public static <T> ResultPage<T> of(List<T> all, Optional<String> token, int limit) {
        int start = token.map(ResultPage::offset).orElse(0);
        int end = Math.min(all.size(), start + limit);
        if (start > all.size()) {
            throw invalid();
        }
        return new ResultPage<>(
                all.subList(start, end), end < all.size() ? Optional.of(Integer.toString(end)) : Optional.empty());
    }

    private static int offset(String token) {
        try {
            return Integer.parseUnsignedInt(token);
        } catch (NumberFormatException e) {
            throw invalid();
        }
    }

    private static AwsServiceException invalid() {
        return AwsServiceException.plain("InvalidToken", "Invalid Token: 'Invalid token'");
    }
}
