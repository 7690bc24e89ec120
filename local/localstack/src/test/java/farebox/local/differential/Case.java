package farebox.local.differential;

import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkRequest;

/**
 * A request and what it came to on either side.
 *
 * @param repeated whether it came with the client token of an earlier transaction
 */
record Case(SdkRequest request, boolean repeated, Outcome emulator, Outcome localstack) {
    boolean is(Class<? extends SdkRequest> kind) {
        return kind.isInstance(request);
    }

    /** Whether the request's text, expressions and values and all, has a part like this. */
    boolean says(String pattern) {
        return Pattern.compile(pattern).matcher(request.toString()).find();
    }

    boolean codes(String emulatorCode, String localstackCode) {
        return emulator.code().equals(emulatorCode) && localstack.code().equals(localstackCode);
    }

    boolean bothAnswer() {
        return emulator.isAnswer() && localstack.isAnswer();
    }

    /** Whether ours refuses the request as it stands, and LocalStack does not. */
    boolean isTaken() {
        return emulator.code().equals("ValidationException")
                && !localstack.code().equals("ValidationException");
    }

    Case withLocalstack(Outcome mended) {
        return new Case(request, repeated, emulator, mended);
    }
}
