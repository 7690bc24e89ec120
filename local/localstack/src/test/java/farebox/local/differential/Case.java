package farebox.local.differential;

import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkRequest;

/**
 * A request and what it came to on either side.
 *
 * @param repeated whether it came with the client token of an earlier transaction
 */
record Case(SdkRequest request, boolean repeated, Outcome laptop, Outcome localstack) {
    boolean is(Class<? extends SdkRequest> kind) {
        return kind.isInstance(request);
    }

    /** Whether the request's text, expressions and values and all, has a part like this. */
    boolean says(String pattern) {
        return Pattern.compile(pattern).matcher(request.toString()).find();
    }

    boolean codes(String laptopCode, String localstackCode) {
        return laptop.code().equals(laptopCode) && localstack.code().equals(localstackCode);
    }

    boolean bothAnswer() {
        return laptop.isAnswer() && localstack.isAnswer();
    }

    /** Whether ours refuses the request as it stands, and LocalStack does not. */
    boolean isTaken() {
        return laptop.code().equals("ValidationException") && !localstack.code().equals("ValidationException");
    }

    Case withLocalstack(Outcome mended) {
        return new Case(request, repeated, laptop, mended);
    }
}
