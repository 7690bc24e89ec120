package farebox.inference.sagemaker;

import farebox.http.Json;
import farebox.inference.huggingface.FoundObject;
import farebox.inference.huggingface.LabelScore;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes what a pipeline gives as JSON, lines of JSON or CSV. */
record ResponseBody(Json json) {

    /** The value of a request that is one. */
    byte[] one(Object value, MediaType form) {
        return switch (form) {
            case JSON, BYTES -> json.write(value);
            case JSON_LINES, CSV -> each(List.of(value), form);
        };
    }

    /** The values of a request that has one on each line. */
    byte[] each(List<?> values, MediaType form) {
        return switch (form) {
            case JSON, BYTES -> json.write(values);
            case JSON_LINES -> lines(values);
            case CSV ->
                values.stream()
                        .map(value -> cells(value) + "\n")
                        .collect(Collectors.joining())
                        .getBytes(StandardCharsets.UTF_8);
        };
    }

    private byte[] lines(List<?> values) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (Object value : values) {
            lines.writeBytes(json.write(value));
            lines.write('\n');
        }
        return lines.toByteArray();
    }

    /** Of classes, the most probable one and its probability; of objects, the sides of the box as well. */
    private static String cells(Object value) {
        return switch (value) {
            case float[] vector ->
                IntStream.range(0, vector.length)
                        .mapToObj(i -> Float.toString(vector[i]))
                        .collect(Collectors.joining(","));
            case LabelScore score -> quoted(score.label()) + "," + score.score();
            case FoundObject(String label, double score, FoundObject.Sides box) ->
                "%s,%s,%d,%d,%d,%d".formatted(quoted(label), score, box.xmin(), box.ymin(), box.xmax(), box.ymax());
            case List<?> list when !list.isEmpty() && list.getFirst() instanceof LabelScore best -> cells(best);
            case Map<?, ?> fields ->
                fields.values().stream().map(ResponseBody::cells).collect(Collectors.joining(","));
            case List<?> list -> list.stream().map(ResponseBody::cells).collect(Collectors.joining(","));
            default -> quoted(value.toString());
        };
    }

    private static String quoted(String text) {
        return text.matches("[^,\"\r\n]*") ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
