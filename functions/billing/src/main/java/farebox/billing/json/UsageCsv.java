package farebox.billing.json;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import farebox.billing.Quantity;
import farebox.billing.UsageQuantities;
import farebox.kernel.InvalidRequest;
import farebox.kernel.Meter;
import farebox.kernel.ModelName;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Reads usage from a table with the columns {@code meter,model,quantity}; rows of the same meter and model add up. */
public final class UsageCsv {
    private static final List<String> COLUMNS = List.of("meter", "model", "quantity");

    private final CsvMapper mapper = CsvMapper.builder()
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
            .build();

    /** @throws InvalidRequest if a row is wrong; names its line, counted from 1 with the header */
    public UsageQuantities read(byte[] csv) {
        UsageQuantities usage = UsageQuantities.NONE;
        try (MappingIterator<String[]> rows = mapper.readerFor(String[].class).readValues(csv)) {
            requireHeader(rows.hasNext() ? rows.next() : new String[0]);
            while (rows.hasNext()) {
                int line = rows.getCurrentLocation().getLineNr();
                usage = usage.plus(row(rows.next(), line));
            }
            return usage;
        } catch (IOException e) {
            throw new InvalidRequest("the usage is not CSV: " + e.getMessage());
        }
    }

    private static void requireHeader(String[] header) {
        if (!COLUMNS.equals(Arrays.stream(header).map(String::strip).toList())) {
            throw new InvalidRequest("line 1: the header must be meter,model,quantity");
        }
    }

    private static UsageQuantities row(String[] row, int line) {
        try {
            if (row.length != COLUMNS.size()) {
                throw new InvalidRequest("a row has " + COLUMNS.size() + " columns, not " + row.length);
            }
            return UsageQuantities.of(
                    meter(row[0].strip()), new ModelName(row[1].strip()), Quantity.of(row[2].strip()));
        } catch (InvalidRequest e) {
            throw new InvalidRequest("line " + line + ": " + e.detail());
        }
    }

    private static Meter meter(String name) {
        return Meter.named(name)
                .orElseThrow(() -> new InvalidRequest("unknown meter '" + name + "'; known are "
                        + Arrays.stream(Meter.values()).map(Meter::wireName).toList()));
    }
}
