package farebox.models.cache;

import farebox.kernel.DataCorrupted;
import farebox.models.FileRole;
import farebox.models.Manifest;
import java.nio.file.Path;

/** Makes a model out of verified files. */
public interface ModelOpener {
    /**
     * @param folder holds exactly the files of the manifest, each under its {@linkplain FileRole#fileName() name}, and
     *     stays until the model is closed
     * @throws DataCorrupted if the files make no model
     */
    OpenModel open(Path folder, Manifest manifest);
}
