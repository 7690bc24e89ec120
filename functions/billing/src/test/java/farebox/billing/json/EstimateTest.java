package farebox.billing.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.billing.Channel;
import farebox.billing.Percentage;
import farebox.billing.Quantity;
import farebox.billing.SampleBooks;
import farebox.billing.UsageQuantities;
import farebox.billing.invoice.EstimateBill;
import farebox.billing.invoice.EstimateBill.Estimate;
import farebox.billing.invoice.TaxPolicy.TaxRate;
import farebox.kernel.InvalidRequest;
import farebox.kernel.Meter;
import farebox.kernel.ModelName;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EstimateTest {
    @Test
    void estimate_isABillInStrings() {
        UsageQuantities usage = read("meter,model,quantity\ncalls,small,4\ncalls,large,3.5\n");

        Map<String, Object> bill = BillFormat.tree(estimate(usage, List.of()));

        assertThat(bill).containsEntry("currency", "USD").containsEntry("total", "0.38");
        assertThat(bill.get("lines"))
                .isEqualTo(List.of(Map.of(
                        "id",
                        "p",
                        "kind",
                        "usage",
                        "meter",
                        "calls",
                        "quantity",
                        "7.5",
                        "exact",
                        "0.375",
                        "amount",
                        "0.38")));
    }

    @Test
    void taxes_areRoundedOnceOnTheBill_andInTheTotal() {
        UsageQuantities usage = read("meter,model,quantity\ncalls,small,7\n");

        Map<String, Object> bill = BillFormat.tree(estimate(usage, List.of(new TaxRate("VAT", Percentage.of("19")))));

        assertThat(bill.get("taxes")).isEqualTo(List.of(Map.of("name", "VAT 19 %", "amount", "0.07")));
        assertThat(bill).containsEntry("total", "0.42");
    }

    private static Estimate estimate(UsageQuantities usage, List<TaxRate> rates) {
        return new EstimateBill().run(SampleBooks.perCall("0.05"), SampleBooks.STANDARD, usage, rates);
    }

    @Test
    void csv_addsUpRowsOfOneMeterAndModel() {
        assertThat(read("meter,model,quantity\r\n\"calls\",m,1\r\ncalls,m,2\r\n"))
                .isEqualTo(UsageQuantities.of(Meter.CALLS, new ModelName("m"), Quantity.of(3)));
    }

    @Test
    void csv_mayNameTheChannel() {
        assertThat(read("meter,model,quantity,channel\ncalls,m,1,batch\ncalls,m,2,request\n")
                        .quantities())
                .containsOnly(
                        Map.entry(
                                new UsageQuantities.Item(Meter.CALLS, new ModelName("m"), Channel.BATCH),
                                Quantity.of(1)),
                        Map.entry(
                                new UsageQuantities.Item(Meter.CALLS, new ModelName("m"), Channel.REQUEST),
                                Quantity.of(2)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            meter,quantity,model;calls,m,1 | line 1
            meter,model,quantity;calls,m,1;wishes,m,1 | line 3: unknown meter 'wishes'
            meter,model,quantity;calls,m,-1 | line 2
            meter,model,quantity;calls,m | line 2
            meter,model,quantity;calls,M M,1 | line 2
            meter,model,quantity,channel;calls,m,1,letter | line 2: unknown channel 'letter'
            meter,model,quantity,channel;calls,m,1 | line 2: a row has 4 columns
            """)
    void csv_namesTheLineAtFault(String rows, String message) {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> read(rows.replace(';', '\n')))
                .withMessageContaining(message);
    }

    private static UsageQuantities read(String csv) {
        return new UsageCsv().read(csv.getBytes(StandardCharsets.UTF_8));
    }
}
