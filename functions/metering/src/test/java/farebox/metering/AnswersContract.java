package farebox.metering;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.kernel.Sha256;
import org.junit.jupiter.api.Test;

/** What every {@link Answers} keeps. */
public abstract class AnswersContract {
    private static final AnswerPlace PLACE = new AnswerPlace("answers/acme/k-Zm9v_-/00ff");

    /** Empty, and new for each test. */
    protected abstract Answers answers();

    @Test
    void put_keepsEveryByte() {
        Answers answers = answers();
        byte[] content = new byte[300_000];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) i;
        }

        put(answers, PLACE, content);

        assertThat(answers.find(PLACE, Samples.DEADLINE))
                .hasValueSatisfying(found -> assertThat(found).isEqualTo(content));
    }

    @Test
    void put_keepsPlacesApart() {
        Answers answers = answers();
        put(answers, PLACE, new byte[] {1});
        put(answers, new AnswerPlace("answers/acme/k-Zm9v_-/00fe"), new byte[] {2});

        assertThat(answers.find(PLACE, Samples.DEADLINE))
                .hasValueSatisfying(found -> assertThat(found).containsExactly(1));
    }

    @Test
    void find_isEmptyWhereNothingIs() {
        assertThat(answers().find(PLACE, Samples.DEADLINE)).isEmpty();
    }

    private static void put(Answers answers, AnswerPlace place, byte[] content) {
        answers.put(place, content, Sha256.of(content), Samples.DEADLINE);
    }
}
