package farebox.local.s3;

import farebox.local.s3.task.ObjectTasks;
import farebox.local.s3.training.TrainingObjects;
import farebox.local.sagemaker.TrainingObjectStore;
import farebox.local.stepfunctions.task.TaskIntegrations;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** An S3 endpoint on loopback; each bucket is a folder. Signatures are not checked. */
public final class LocalS3 implements AutoCloseable {
    private static final String LOOPBACK = "http://127.0.0.1:";

    private final S3Proxy proxy;
    private final Path folder;
    private final S3Client client;

    private LocalS3(S3Proxy proxy, Path folder) {
        this.proxy = proxy;
        this.folder = folder;
        this.client = S3Client.builder()
                .endpointOverride(URI.create(LOOPBACK + proxy.getPort()))
                .region(Region.US_EAST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    /** Starts on any free port. */
    public static LocalS3 open(Path folder) throws IOException {
        return open(folder, UploadListener.ignored());
    }

    /** The same, and tells of each object that is stored. */
    public static LocalS3 open(Path folder, UploadListener uploads) throws IOException {
        Files.createDirectories(folder);
        S3Proxy proxy = S3Proxy.builder()
                .blobStore(new ObservedBlobStore(new FilesystemNio2BlobStore(folder.toString()), uploads))
                .endpoint(URI.create(LOOPBACK + 0))
                .awsAuthentication(AuthenticationType.NONE, "", "")
                .ignoreUnknownHeaders(true)
                .stopTimeout(0)
                .build();
        WholeRequests.readBy(proxy);
        try {
            proxy.start();
        } catch (Exception e) {
            throw new IOException("the S3 endpoint did not start over " + folder, e);
        }
        return new LocalS3(proxy, folder);
    }

    public URI endpoint() {
        return URI.create(LOOPBACK + proxy.getPort());
    }

    /** Makes the bucket if it is not there. */
    public void bucket(String name) throws IOException {
        Files.createDirectories(folder.resolve(name));
    }

    /**
     * What Task states do with objects.
     *
     * @param executor for calls, which block
     */
    public TaskIntegrations tasks(Executor executor) {
        return new ObjectTasks(client, executor);
    }

    public TrainingObjectStore trainingObjects() {
        return new TrainingObjects(client);
    }

    @Override
    public void close() throws IOException {
        client.close();
        try {
            proxy.stop();
        } catch (Exception e) {
            throw new IOException("the S3 endpoint did not stop", e);
        }
    }
}
