package farebox.models.s3;

import farebox.models.registry.ObjectStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** An S3 endpoint over a folder, on loopback. */
public final class S3Server implements AutoCloseable {
    private final S3Proxy proxy;
    private final Path folder;

    private S3Server(S3Proxy proxy, Path folder) {
        this.proxy = proxy;
        this.folder = folder;
    }

    /** @param port 0 for any that is free */
    public static S3Server start(Path folder, int port) throws Exception {
        S3Proxy proxy = S3Proxy.builder()
                .blobStore(new FilesystemNio2BlobStore(folder.toString()))
                .endpoint(URI.create("http://127.0.0.1:" + port))
                .awsAuthentication(AuthenticationType.NONE, "", "")
                .ignoreUnknownHeaders(true)
                .build();
        proxy.start();
        return new S3Server(proxy, folder);
    }

    int port() {
        return proxy.getPort();
    }

    public void makeBucket(String name) throws IOException {
        Files.createDirectories(folder.resolve(name));
    }

    /** As a function gets it: everything about the endpoint comes from outside. */
    public ObjectStore store(String bucket) {
        System.setProperty("aws.endpointUrlS3", "http://127.0.0.1:" + port());
        System.setProperty("aws.region", "us-east-1");
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
        return S3Models.store(bucket);
    }

    @Override
    public void close() throws IOException {
        try {
            proxy.stop();
        } catch (Exception e) {
            throw new IOException("the S3 endpoint did not stop", e);
        }
    }
}
