package farebox.inference.web;

import farebox.edge.HttpAnswer;
import farebox.kernel.TooLarge;

/** Lambda gives back 6 MiB and no more, so an answer that might not fit is refused before any work. */
public final class AnswerRoom {
    /** {@code -1.17549435E-38} is the longest a float is written, and a comma follows. */
    public static final int LONGEST_NUMBER = 16;

    private static final int AROUND_ALL = 4 * 1024;

    private AnswerRoom() {}

    /**
     * @param bytesEach what one vector takes at most
     * @param advice what else than fewer inputs would help
     * @throws TooLarge if so many may not fit
     */
    public static void require(int vectors, long bytesEach, String advice) {
        long most = (HttpAnswer.LONGEST_BODY - AROUND_ALL) / bytesEach;
        if (vectors > most) {
            throw new TooLarge("the answer might not fit into what one call gives back; send at most " + most
                    + " inputs, or " + advice + ". Nothing is billed");
        }
    }
}
