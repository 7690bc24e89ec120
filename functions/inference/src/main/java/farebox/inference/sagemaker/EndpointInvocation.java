package farebox.inference.sagemaker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.http.Json;
import farebox.inference.EmbedCommand;
import farebox.inference.ModelCall;
import farebox.inference.TableInput;
import farebox.inference.huggingface.Pipeline;
import farebox.inference.huggingface.PipelineRequest;
import farebox.kernel.Amounts;
import farebox.kernel.InvalidRequest;
import farebox.models.Columns;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs one invocation. A JSON object is what the containers of Hugging Face take; lines of JSON are such objects; a CSV
 * has a row of a table, in the order of the model's columns and without a header, or a text on each line.
 */
record EndpointInvocation(Pipeline pipeline, Json json) {

    /** What came of an invocation. */
    record Outcome(byte[] body, Amounts amounts) {}

    /** @throws InvalidRequest if the model does not take what the body holds */
    Outcome run(byte[] body, ModelCall call, MediaType content, MediaType accepted) {
        ResponseBody writer = new ResponseBody(json);
        return switch (content) {
            case JSON -> {
                Pipeline.Outcome outcome = pipeline.run(call, new PipelineRequest.Fields(json.object(body)));
                yield new Outcome(writer.one(outcome.value(), accepted), outcome.amounts());
            }
            case BYTES -> {
                Pipeline.Outcome outcome = pipeline.run(call, new PipelineRequest.Bytes(body));
                yield new Outcome(writer.one(outcome.value(), accepted), outcome.amounts());
            }
            case CSV -> {
                Pipeline.Outcome outcome = csv(body, call);
                yield new Outcome(writer.each((List<?>) outcome.value(), accepted), outcome.amounts());
            }
            case JSON_LINES -> lines(body, call, accepted, writer);
        };
    }

    private Pipeline.Outcome csv(byte[] body, ModelCall call) {
        List<List<String>> lines = new CsvLines(TableInput.MAX_ROWS).read(body);
        Optional<Columns> columns = TableInput.columns(call.card());
        return columns.isPresent()
                ? pipeline.rows(call, new CsvInput(call.card(), columns.get()).of(lines))
                : pipeline.run(call, texts(lines));
    }

    private static PipelineRequest texts(List<List<String>> lines) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode texts = body.putArray("inputs");
        for (List<String> line : lines) {
            if (line.size() != 1) {
                throw new InvalidRequest("line " + (texts.size() + 1) + " has " + line.size()
                        + " values, and the model reads one text a line; quote a text that has commas");
            }
            texts.add(line.getFirst());
        }
        return new PipelineRequest.Fields(body);
    }

    private Outcome lines(byte[] body, ModelCall call, MediaType accepted, ResponseBody writer) {
        List<Object> values = new ArrayList<>();
        Amounts amounts = Amounts.NONE;
        for (JsonNode line : objects(body)) {
            Pipeline.Outcome outcome = pipeline.run(call, new PipelineRequest.Fields(line));
            values.add(outcome.value());
            amounts = amounts.plus(outcome.amounts());
        }
        return new Outcome(writer.each(values, accepted), amounts);
    }

    private List<JsonNode> objects(byte[] body) {
        List<String> lines = new String(body, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .limit(EmbedCommand.MAX_INPUTS + 1L)
                .toList();
        if (lines.isEmpty() || lines.size() > EmbedCommand.MAX_INPUTS) {
            throw new InvalidRequest("the body has 1 to " + EmbedCommand.MAX_INPUTS + " lines");
        }
        List<JsonNode> objects = new ArrayList<>(lines.size());
        for (String line : lines) {
            objects.add(object(line, objects.size() + 1));
        }
        return objects;
    }

    private JsonNode object(String line, int number) {
        try {
            return json.object(line.getBytes(StandardCharsets.UTF_8));
        } catch (InvalidRequest e) {
            throw new InvalidRequest("line " + number + ": " + e.detail());
        }
    }
}
