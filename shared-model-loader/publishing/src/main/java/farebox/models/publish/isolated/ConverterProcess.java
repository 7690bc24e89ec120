package farebox.models.publish.isolated;

import farebox.kernel.InvalidRequest;
import farebox.models.onnx.Natives;
import farebox.models.publish.onnx.OnnxModelConverter;
import java.io.IOException;
import java.nio.file.Path;

/** Started by {@link IsolatedConverter} for one model. */
final class ConverterProcess {
    private ConverterProcess() {}

    /** The arguments are the folder of the publication, the graph in it, and the root of the function. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        Path graph = folder.resolve(arguments[1]);
        Natives.use(Path.of(arguments[2]));
        ConversionDocuments documents = new ConversionDocuments(folder);
        try {
            documents.write(new OnnxModelConverter().convert(graph, folder, documents.request(graph)));
        } catch (InvalidRequest e) {
            documents.write(e);
        }
    }
}
