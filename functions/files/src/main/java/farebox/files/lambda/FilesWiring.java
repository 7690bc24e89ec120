package farebox.files.lambda;

import farebox.access.aws.Authenticators;
import farebox.files.FileContents;
import farebox.files.FileRecords;
import farebox.files.PrepareUpload;
import farebox.files.TenantFiles;
import farebox.files.UploadLimits;
import farebox.files.dynamo.DynamoFileRecords;
import farebox.files.http.FileRoutes;
import farebox.files.http.UploadUrlRoutes;
import farebox.files.s3.S3FileContents;
import farebox.http.Authenticator;
import farebox.http.HttpRouter;
import farebox.http.Json;
import farebox.http.Route;
import farebox.kernel.Environment;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** What {@link FilesHandler} is made of. */
record FilesWiring(HttpRouter http) {
    private static final String FILES_TABLE = "FILES_TABLE";
    private static final String UPLOADS_BUCKET = "UPLOADS_BUCKET";
    private static final String UPLOAD_LIMITS = "UPLOAD_LIMITS";

    static FilesWiring of(Map<String, String> variables) {
        Environment environment = Environment.requiring(variables, FILES_TABLE, UPLOADS_BUCKET, UPLOAD_LIMITS);
        InstantSource clock = InstantSource.system();
        Stores stores = new Stores(
                DynamoFileRecords.connect(environment.value(FILES_TABLE)),
                S3FileContents.connect(environment.value(UPLOADS_BUCKET)),
                UploadLimits.parse(environment.value(UPLOAD_LIMITS)));
        return of(stores, Authenticators.from(variables, clock), clock, new SecureRandom());
    }

    /** Where files are, and how large they may be. */
    record Stores(FileRecords records, FileContents contents, UploadLimits limits) {}

    static FilesWiring of(Stores stores, Authenticator authenticator, InstantSource clock, RandomGenerator random) {
        Json json = new Json();
        TenantFiles files = new TenantFiles(stores.records(), stores.contents(), clock, random);
        PrepareUpload prepareUpload = new PrepareUpload(files, stores.contents(), stores.limits(), clock);
        List<Route> routes = Stream.concat(
                        new FileRoutes(files, json).routes().stream(),
                        new UploadUrlRoutes(prepareUpload, json).routes().stream())
                .toList();
        return new FilesWiring(new HttpRouter(routes, authenticator, json, clock));
    }
}
