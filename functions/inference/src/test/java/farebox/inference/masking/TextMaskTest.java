package farebox.inference.masking;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.models.MaskingRule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TextMaskTest {
    private static final TextMask ALL = new TextMask(List.of(MaskingRule.values()));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Write to ann.o'hara+x@mail.example.com today.  | Write to ann.o'[EMAIL] today.
            j\u00f6rg@m\u00fcnchen.example, x@y.co            | [EMAIL], [EMAIL]
            Call +49 30 901820 or (202) 456-1111.          | Call [PHONE] or [PHONE].
            Pay by 4111 1111 1111 1111, please.            | Pay by [CARD], please.
            5500-0000-0000-0004; 378282246310005           | [CARD]; [CARD]
            My number is 078-05-1120.                      | My number is [ID_NUMBER].
            IBAN DE89 3704 0044 0532 0130 00 and GB82WEST12345698765432. | IBAN [ID_NUMBER] and [ID_NUMBER].
            """)
    void whatARuleFinds_isMasked(String text, String masked) {
        assertThat(ALL.apply(text)).isEqualTo(masked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a @ b",
                "@home",
                "user@host",
                "1234 5678 9012 3456",
                "in 1984 and 2001",
                "DE89 3704 0044 0532 0130 01",
                "000-12-3456",
                "chapter 12-34-5678",
                "version 1.2.3",
                "",
                "Two hundred and three"
            })
    void whatIsNothingOfThese_stays(String text) {
        assertThat(ALL.apply(text)).isEqualTo(text);
    }

    @Test
    void aRuleThatIsNotAsked_masksNothing() {
        String text = "a@b.example 4111111111111111 or +49 30 901820 or 078-05-1120";

        assertThat(new TextMask(List.of()).apply(text)).isEqualTo(text);
        assertThat(new TextMask(List.of(MaskingRule.CARD)).apply(text))
                .isEqualTo("a@b.example [CARD] or +49 30 901820 or 078-05-1120");
    }

    /** Steps, not time: the longest candidate that a pattern may look at is bounded. */
    @ParameterizedTest
    @ValueSource(strings = {"a", "a.", "1", "1 ", "A1", "@", "a@", "+1 ", "a-a@a."})
    void aLongText_isMaskedInTheEnd(String piece) {
        assertThat(ALL.apply(piece.repeat(20_000 / piece.length()))).isNotNull();
    }
}
