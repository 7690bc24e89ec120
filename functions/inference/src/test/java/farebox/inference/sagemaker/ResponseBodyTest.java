package farebox.inference.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.http.Json;
import farebox.inference.huggingface.FoundObject;
import farebox.inference.huggingface.LabelScore;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ResponseBodyTest {
    private final ResponseBody body = new ResponseBody(new Json());

    @Test
    void valuesOfEveryTask_haveCellsOfTheirOwn() {
        assertThat(csv(new float[] {0.5f, -1})).isEqualTo("0.5,-1.0\n");
        assertThat(csv(List.of(new LabelScore("a,b", 0.75), new LabelScore("c", 0.25))))
                .isEqualTo("\"a,b\",0.75\n");
        assertThat(csv(List.of(new FoundObject("face", 0.5, new FoundObject.Sides(1, 2, 3, 4)))))
                .isEqualTo("face,0.5,1,2,3,4\n");
        assertThat(csv(List.of(Map.of("generated_text", "one\ntwo")))).isEqualTo("\"one\ntwo\"\n");
        assertThat(csv(2.5)).isEqualTo("2.5\n");
    }

    private String csv(Object value) {
        return new String(body.one(value, MediaType.CSV), StandardCharsets.UTF_8);
    }
}
