package farebox.models.cache;

import farebox.models.Lease;
import java.nio.file.Path;
import java.util.List;

/** An open model, the folder it was opened from, and the files that must stay as long as it is open. */
record LoadedModel(OpenModel model, Path folder, List<Lease<Path>> files) {}
