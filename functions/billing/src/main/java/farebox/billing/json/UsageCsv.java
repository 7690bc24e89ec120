package farebox.billing.json;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import farebox.billing.Channel;
import farebox.billing.Quantity;
import farebox.billing.UsageQuantities;
import farebox.kernel.InvalidRequest;
import farebox.kernel.Meter;
import farebox.kernel.ModelName;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Reads usage from a table with the columns {@code meter,model,quantity} and, where it is wanted, {@code channel}; rows
 * of the same add up.
 */
public final class UsageCsv {
    private static final List<String> COLUMNS = List.of("meter", "model", "quantity");
    private static final List<String> WITH_CHANNEL = List.of("meter", "model", "quantity", "channel");

    private final CsvMapper mapper = CsvMapper.builder()
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
            .build();

    /** @throws InvalidRequest if a row is wrong; names its line, counted from 1 with the header */
    public UsageQuantities read(byte[] csv) {
        UsageQuantities usage = UsageQuantities.NONE;
        try (MappingIterator<String[]> rows = mapper.readerFor(String[].class).readValues(csv)) {
            int columns = columns(rows.hasNext() ? rows.next() : new String[0]);
            while (rows.hasNext()) {
                int line = rows.getCurrentLocation().getLineNr();
                usage = usage.plus(row(rows.next(), columns, line));
            }
            return usage;
        } catch (IOException e) {
            throw new InvalidRequest("the usage is not CSV: " + e.getMessage());
        }
    }

    private static int columns(String[] header) {
        List<String> names = Arrays.stream(header).map(String::strip).toList();
        if (!names.equals(COLUMNS) && !names.equals(WITH_CHANNEL)) {
            throw new InvalidRequest("line 1: the header must be meter,model,quantity or meter,model,quantity,channel");
        }
        return names.size();
    }

    private static UsageQuantities row(String[] row, int columns, int line) {
        try {
            if (row.length != columns) {
                throw new InvalidRequest("a row has " + columns + " columns, not " + row.length);
            }
            Channel channel = columns == WITH_CHANNEL.size() ? channel(row[3].strip()) : Channel.REQUEST;
            UsageQuantities.Item item =
                    new UsageQuantities.Item(meter(row[0].strip()), new ModelName(row[1].strip()), channel);
            return new UsageQuantities(Map.of(item, Quantity.of(row[2].strip())));
        } catch (InvalidRequest e) {
            throw new InvalidRequest("line " + line + ": " + e.detail());
        }
    }

    private static Channel channel(String name) {
        return Channel.named(name)
                .orElseThrow(() -> new InvalidRequest("unknown channel '" + name + "'; known are request and batch"));
    }

    private static Meter meter(String name) {
        return Meter.named(name)
                .orElseThrow(() -> new InvalidRequest("unknown meter '" + name + "'; known are "
                        + Arrays.stream(Meter.values()).map(Meter::wireName).toList()));
    }
}
