package farebox.training.pipeline.files;

import farebox.files.FileId;
import farebox.files.FileRecords;
import farebox.files.StoredFile;
import farebox.kernel.TenantId;
import farebox.training.pipeline.PipelineObjects;
import farebox.training.pipeline.UploadedFiles;
import java.util.Optional;

/** The files of tenants, by their records and the contents that the uploads bucket holds. */
public final class TenantUploads implements UploadedFiles {
    private final FileRecords records;
    private final PipelineObjects.Uploads uploads;

    public TenantUploads(FileRecords records, PipelineObjects.Uploads uploads) {
        this.records = records;
        this.uploads = uploads;
    }

    @Override
    public Optional<NamedObject> find(TenantId tenant, String fileId) {
        return FileId.parse(fileId).flatMap(id -> records.find(tenant, id)).flatMap(this::object);
    }

    private Optional<NamedObject> object(StoredFile file) {
        return uploads.find(file.objectKey()).map(object -> new NamedObject(file.filename(), object));
    }
}
