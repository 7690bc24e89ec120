package farebox.training.data;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A file of one JSON object per line. A field that some lines leave out is missing there. */
final class JsonLinesRows implements RowSource {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Path file;
    private final List<String> columns;

    private JsonLinesRows(Path file, List<String> columns) {
        this.file = file;
        this.columns = columns;
    }

    static JsonLinesRows open(Path file) {
        JsonLinesRows unnamed = new JsonLinesRows(file, List.of());
        Set<String> names = new LinkedHashSet<>();
        unnamed.read((line, object) -> object.fieldNames().forEachRemaining(name -> {
            names.add(name);
            if (names.size() > ColumnNames.MAX_COLUMNS) {
                throw DataFault.atLine(unnamed.name(), line, "more than %d fields".formatted(ColumnNames.MAX_COLUMNS));
            }
        }));
        if (names.isEmpty()) {
            throw DataFault.inFile(unnamed.name(), "the file is empty; it needs one JSON object per line");
        }
        return new JsonLinesRows(file, ColumnNames.check(unnamed.name(), List.copyOf(names)));
    }

    @Override
    public String name() {
        return String.valueOf(file.getFileName());
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public void forEach(RowVisitor visitor) {
        read((line, object) -> {
            List<String> values = new ArrayList<>(columns.size());
            for (String column : columns) {
                values.add(text(line, column, object.path(column)));
            }
            visitor.visit(line, values);
        });
    }

    private String text(long line, String column, JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        if (value.isContainerNode()) {
            throw DataFault.atLine(
                    name(), line, "%s is a list or an object; a column holds numbers or text".formatted(column));
        }
        return value.asText();
    }

    private void read(ObjectVisitor visitor) {
        long line = 0;
        try (RowLimitReader rows = CsvRows.reader(file);
                BufferedReader lines = new BufferedReader(rows)) {
            for (String text = lines.readLine(); text != null; text = lines.readLine()) {
                rows.rowEnded();
                line++;
                if (!text.isBlank()) {
                    visitor.visit(line, parse(text, line));
                }
            }
        } catch (CharacterCodingException e) {
            throw DataFault.inFile(name(), "the text is not UTF-8; save it in that encoding");
        } catch (IOException e) {
            throw DataFault.atLine(name(), line + 1, "the line cannot be read: " + e.getMessage());
        }
    }

    private JsonNode parse(String text, long line) {
        try {
            JsonNode object = JSON.readTree(text);
            if (object.isObject()) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw DataFault.atLine(name(), line, "not valid JSON: " + e.getOriginalMessage());
        }
        throw DataFault.atLine(name(), line, "not a JSON object");
    }

    @FunctionalInterface
    private interface ObjectVisitor {
        void visit(long line, JsonNode object);
    }
}
