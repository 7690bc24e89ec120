package farebox.inference.sagemaker;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.RuntimeJsonMappingException;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import farebox.http.Json;
import farebox.kernel.InvalidRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The lines of a CSV (RFC 4180), without those that are empty.
 *
 * @param max how many lines there may be
 */
record CsvLines(int max) {
    private static final ObjectReader READER = CsvMapper.builder(CsvFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Json.DOCUMENT_CHARACTERS)
                            .maxDocumentLength(Json.DOCUMENT_CHARACTERS)
                            .build())
                    .build())
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
            .enable(CsvParser.Feature.FAIL_ON_MISSING_COLUMNS)
            .build()
            .readerFor(String[].class);

    /** @throws InvalidRequest if it is no CSV, is empty or has too many lines */
    List<List<String>> read(byte[] body) {
        List<List<String>> lines = new ArrayList<>();
        try (MappingIterator<String[]> values = READER.readValues(body)) {
            while (values.hasNext() && lines.size() <= max) {
                lines.add(Arrays.asList(values.next()));
            }
        } catch (IOException | RuntimeJsonMappingException e) {
            throw new InvalidRequest("the body is no CSV: line " + (lines.size() + 1) + " cannot be read");
        }
        if (lines.isEmpty() || lines.size() > max) {
            throw new InvalidRequest("the body has 1 to " + max + " lines");
        }
        return lines;
    }
}
