package farebox.billing.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import farebox.billing.Price;
import farebox.billing.PriceBook;
import farebox.billing.Quantity;
import farebox.billing.SampleBooks;
import farebox.kernel.InvalidRequest;
import farebox.kernel.Meter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PriceBookFormatTest {
    private static final PriceBookFormat FORMAT = new PriceBookFormat();

    @Test
    void read_ofTheSmallestBook() {
        assertThat(FORMAT.read(SampleBooks.perCallJson("0.05"))).isEqualTo(SampleBooks.perCall("0.05"));
    }

    @Test
    void read_ofEveryModelAndOption() {
        PriceBook book = read("""
                {"currency": "EUR", "plans": {"gold": {
                  "prices": [
                    {"id": "a", "meter": "tokens_in", "model": "per_unit", "unit_price": "0.0000000375", "free_units": 1000, "models": ["m"]},
                    {"id": "b", "meter": "calls", "model": "graduated", "flat_fee_at_zero": true, "fraction": "ceil",
                     "tiers": [{"up_to": 5, "unit_price": "7", "flat_fee": "1"}, {"up_to": null, "unit_price": "6"}]},
                    {"id": "c", "meter": "calls", "model": "volume", "tiers": [{"up_to": null, "unit_price": "6", "flat_fee": "0"}]},
                    {"id": "d", "meter": "images", "model": "package", "size": 100, "package_price": "5", "free_units": 3, "channel": "batch"},
                    {"id": "e", "meter": "rows", "model": "block", "tier_mode": "top_tier",
                     "tiers": [{"size": 1, "max_blocks": 10, "block_price": "1.5"}, {"size": 10, "max_blocks": null, "block_price": "1"}]}
                  ],
                  "flat_fee": "20", "discount_percent": "12.5", "minimum_commitment": "10", "maximum_spend": "1000"}}}""");

        assertThat(book.plan(new farebox.kernel.PlanName("gold")).prices())
                .extracting(price -> price.amount(Quantity.of(11)).decimal())
                .containsExactly("0.00", "72.00", "66.00", "5.00", "2.00");
        assertThat(book.plan(new farebox.kernel.PlanName("gold")).prices().get(1))
                .extracting(Price::fraction)
                .isEqualTo(Price.Fraction.CEIL);
        assertThat(book.currency().code()).isEqualTo("EUR");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            "meter": "wishes", "model": "per_unit", "unit_price": "1" | line 3: /plans/standard/prices/0/meter | wishes
            "meter": "calls", "model": "per_unit", "unit_price": "-1" | line 3: /plans/standard/prices/0/unit_price | -1
            "meter": "calls", "model": "per_unit", "unit_price": 1 | line 3: /plans/standard/prices/0/unit_price | string
            "meter": "calls", "model": "per_unit", "unit_price": "1 EUR" | line 3: /plans/standard/prices/0/unit_price | 1 EUR
            "meter": "calls", "model": "per_unit", "unit_price": "0.0000000000001" | /unit_price | 0.0000000000001
            "meter": "calls", "model": "per_unit", "unit_price": "1", "surprise": 1 | line 3: /plans/standard/prices/0 | surprise
            "meter": "calls", "model": "per_unit" | line 3: /plans/standard/prices/0 | unit_price
            "meter": "calls", "model": "per_unit", "unit_price": "1", "channel": "letter" | line 3: /plans/standard/prices/0/channel | letter
            "meter": "calls", "model": "wishful", "unit_price": "1" | line 3: /plans/standard/prices/0/model | wishful
            "meter": "calls", "model": "package", "size": 0, "package_price": "1" | /size | 0
            "meter": "calls", "model": "volume", "tiers": [] | /tiers | 1
            "meter": "calls", "model": "volume", "tiers": [{"up_to": 10, "unit_price": "1"}] | line 3: /plans/standard/prices/0/tiers/0/up_to | tier 1 is the last tier
            "meter": "calls", "model": "graduated", "tiers": [{"up_to": 10, "unit_price": "1"}, {"up_to": 5, "unit_price": "1"}, {"up_to": null, "unit_price": "1"}] | /tiers/1/up_to | tier 2 overlaps
            "meter": "calls", "model": "graduated", "tiers": [{"up_to": 10, "unit_price": "1"}, {"up_to": 10, "unit_price": "1"}, {"up_to": null, "unit_price": "1"}] | /tiers/1/up_to | tier 2 overlaps
            "meter": "calls", "model": "graduated", "tiers": [{"up_to": null, "unit_price": "1"}, {"up_to": null, "unit_price": "1"}] | /tiers/0/up_to | only the last tier
            "meter": "calls", "model": "block", "tiers": [{"size": 1, "max_blocks": null, "block_price": "1"}, {"size": 1, "max_blocks": null, "block_price": "1"}] | /tiers/0/max_blocks | only the last tier
            """)
    void read_namesLinePlaceAndRule(String price, String place, String rule) {
        String book = """
                {"currency": "USD",
                 "plans": {"standard": {"prices": [
                   {"id": "p", %s}
                 ]}}}""".formatted(price);

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> read(book))
                .withMessageContainingAll(place, rule);
    }

    @Test
    void read_namesEveryFault() {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> read("""
                        {"currency": "XYZ",
                         "plans": {"standard": {"prices": [],
                           "minimum_commitment": "10", "maximum_spend": "9"}}}"""))
                .withMessageContainingAll("line 1: /currency", "XYZ", "line 3: /plans/standard/minimum_commitment");
    }

    @Test
    void read_refusesWhatIsNotJson() {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> read("{\"currency\": \"USD\",\n\"plans\": "))
                .withMessageContaining("line 2");
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> read("{\"currency\": \"USD\", \"currency\": \"EUR\", \"plans\": {}}"))
                .withMessageContaining("Duplicate");
    }

    @Test
    void schema_knowsEveryMeter() throws IOException {
        JsonNode schema =
                new ObjectMapper().readTree(PriceBookFormat.class.getResourceAsStream("price-book.schema.json"));

        assertThat(schema.at("/$defs/meter/enum"))
                .extracting(JsonNode::asText)
                .containsExactlyElementsOf(
                        Arrays.stream(Meter.values()).map(Meter::wireName).toList());
    }

    private static PriceBook read(String json) {
        return FORMAT.read(json.getBytes(StandardCharsets.UTF_8));
    }
}
