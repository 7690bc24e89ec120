package farebox.training.card;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.training.evaluation.Importance;
import farebox.training.evaluation.RankCurves.Point;
import farebox.training.evaluation.Robustness;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class CardPageTest {
    private final ModelCard card = new ModelCard(
            "tabular_regression",
            "price <b>",
            "ridge",
            Map.of("penalty", 10.0),
            new ModelCard.Data(
                    "a.csv",
                    80,
                    20,
                    List.of(new ModelCard.Input("area", "number")),
                    List.of(new ModelCard.Input("id", "has one value only"))),
            Map.of("rmse", 1.25),
            List.of(new ModelCard.Trial("ridge standard penalty=10", 1, 1.3, 0.1)),
            ModelCard.Classes.NONE,
            List.of(new Point(1, 1.5), new Point(2, 1.75)),
            List.of(new Importance("area", 0.5)),
            Map.of("area", 0.25),
            List.of(new Robustness(0.1, 1.3)),
            new ModelCard.Graph(1_000, OptionalLong.of(2_500_000), 1e-7, 100, 30, 60),
            Optional.of(new ModelCard.Compression(
                    "int8",
                    new ModelCard.Compression.Measured(Map.of("rmse", 1.25), 1_000, 900, 30),
                    new ModelCard.Compression.Measured(Map.of("rmse", 1.375), 300, 250, 20))),
            7);

    @Test
    void of_holdsFiguresAndPlots_andLoadsNothing() {
        String page = CardPage.of(card);

        assertThat(page)
                .contains("1.250", "0.2500", "ridge standard penalty=10", "area", "not used: it has one value only");
        assertThat(page).contains("data:image/png;base64,");
        assertThat(page).contains("1000 bytes and takes 2.5 MB of memory");
        assertThat(page).contains("Made smaller by int8", "1.375");
        assertThat(page).doesNotContain("http:", "https:", "<script");
    }

    @Test
    void of_machineWithoutFonts_holdsFiguresAndSaysWhyItHasNoPlots() {
        assertThat(CardPage.of(card, false))
                .contains("1.250", "0.2500", "has no fonts. Install fontconfig")
                .doesNotContain("<img", "Under noise");
        assertThat(CardPage.of(card, true)).doesNotContain("fontconfig");
    }

    @Test
    void of_textOfTheData_isEscaped() {
        assertThat(CardPage.of(card)).contains("price &lt;b&gt;").doesNotContain("price <b>");
    }
}
