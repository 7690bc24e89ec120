package farebox.local.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

final class LocalS3Test {
    private static final String BUCKET = "models";
    private static final int QUIET_MILLIS = 200;

    @TempDir
    Path folder;

    private final List<UploadListener.Upload> uploads = new CopyOnWriteArrayList<>();
    private S3Fixture s3;
    private S3Client client;

    @BeforeEach
    void start() throws Exception {
        s3 = new S3Fixture(folder, uploads::add);
        s3.server().bucket(BUCKET);
        client = s3.client();
    }

    @AfterEach
    void stop() throws Exception {
        s3.close();
    }

    @Test
    void anObjectComesBackWhole_andByRange() {
        put("a/b.txt", "hello world");

        assertThat(text("a/b.txt")).isEqualTo("hello world");
        assertThat(client.getObjectAsBytes(r -> r.bucket(BUCKET).key("a/b.txt").range("bytes=6-10"))
                        .asUtf8String())
                .isEqualTo("world");
    }

    @Test
    void uploads_areToldWhenTheyAreStored() {
        String etag = put("a/b.txt", "hello").replace("\"", "");
        client.copyObject(r -> r.sourceBucket(BUCKET)
                .sourceKey("a/b.txt")
                .destinationBucket(BUCKET)
                .destinationKey("copy"));

        assertThat(uploads)
                .containsExactly(
                        new UploadListener.Upload(BUCKET, "a/b.txt", 5, etag, "PutObject"),
                        new UploadListener.Upload(BUCKET, "copy", 5, etag, "CopyObject"));
    }

    @Test
    void uploadInParts_isToldOnceWhenItIsComplete() {
        String id =
                client.createMultipartUpload(r -> r.bucket(BUCKET).key("large")).uploadId();
        String part = client.uploadPart(
                        r -> r.bucket(BUCKET).key("large").uploadId(id).partNumber(1), RequestBody.fromString("hello"))
                .eTag();
        assertThat(uploads).isEmpty();

        client.completeMultipartUpload(r -> r.bucket(BUCKET)
                .key("large")
                .uploadId(id)
                .multipartUpload(parts -> parts.parts(
                        CompletedPart.builder().partNumber(1).eTag(part).build())));

        assertThat(uploads).extracting(UploadListener.Upload::key).containsExactly("large");
        assertThat(uploads).extracting(UploadListener.Upload::operation).containsExactly("CompleteMultipartUpload");
    }

    @Test
    void bodyOfAForm_isRefusedInsteadOfLost() throws Exception {
        HttpRequest put = HttpRequest.newBuilder(s3.server().endpoint().resolve("/" + BUCKET + "/form"))
                .header("content-type", "application/x-www-form-urlencoded")
                .PUT(HttpRequest.BodyPublishers.ofString("a=b"))
                .build();

        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> response = http.send(put, HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(response.body()).contains("InvalidRequest", "send another content-type");
        }
        assertThat(uploads).isEmpty();
    }

    @Test
    void connection_staysOpenWhileTheEndOfTheRequestIsSent() throws Exception {
        String chunk = "5\r\nhello\r\n";
        String lastChunk = "0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n";
        String head = """
                PUT /%s/a HTTP/1.1\r
                host: localhost\r
                content-length: %d\r
                x-amz-decoded-content-length: 5\r
                x-amz-content-sha256: STREAMING-UNSIGNED-PAYLOAD-TRAILER\r
                x-amz-trailer: x-amz-checksum-crc32\r
                \r
                """.formatted(BUCKET, chunk.length() + lastChunk.length());

        URI endpoint = s3.server().endpoint();
        try (Socket socket = new Socket(endpoint.getHost(), endpoint.getPort());
                BufferedReader responses = new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))) {
            OutputStream requests = socket.getOutputStream();
            requests.write((head + chunk).getBytes(StandardCharsets.ISO_8859_1));
            assertThat(head(responses)).first().asString().contains("200");
            assertStaysOpen(socket);
            requests.write(lastChunk.getBytes(StandardCharsets.ISO_8859_1));

            String next = "HEAD /" + BUCKET + "/a HTTP/1.1\r\nhost: localhost\r\n\r\n";
            requests.write(next.getBytes(StandardCharsets.ISO_8859_1));
            assertThat(head(responses)).first().asString().contains("200");
        }
    }

    @Test
    void refusedUpload_isNotTold() {
        put("once", "first");

        assertThatExceptionOfType(S3Exception.class)
                .isThrownBy(() -> client.putObject(
                        r -> r.bucket(BUCKET).key("once").ifNoneMatch("*"), RequestBody.fromString("second")));

        assertThat(uploads).hasSize(1);
    }

    @Test
    void ifNoneMatch_keepsWhatIsThere() {
        put("once", "first");

        assertThatExceptionOfType(S3Exception.class)
                .isThrownBy(() -> client.putObject(
                        r -> r.bucket(BUCKET).key("once").ifNoneMatch("*"), RequestBody.fromString("second")))
                .satisfies(e -> assertThat(e.statusCode()).isEqualTo(412));
        assertThat(text("once")).isEqualTo("first");
    }

    @Test
    void ifMatch_replacesOnlyWhatWasSeen() {
        String seen = put("pointer", "one");
        client.putObject(r -> r.bucket(BUCKET).key("pointer").ifMatch(seen), RequestBody.fromString("two"));

        assertThatExceptionOfType(S3Exception.class)
                .isThrownBy(() -> client.putObject(
                        r -> r.bucket(BUCKET).key("pointer").ifMatch(seen), RequestBody.fromString("three")))
                .satisfies(e -> assertThat(e.statusCode()).isEqualTo(412));
        assertThat(text("pointer")).isEqualTo("two");
    }

    @Test
    void aRangeOfAnObjectThatChanged_isRefused() {
        String seen = put("changing", "one");
        put("changing", "two");

        assertThatExceptionOfType(S3Exception.class)
                .isThrownBy(() -> client.getObjectAsBytes(
                        r -> r.bucket(BUCKET).key("changing").ifMatch(seen).range("bytes=0-1")))
                .satisfies(e -> assertThat(e.statusCode()).isEqualTo(412));
    }

    @Test
    void aList_isByPrefixAndInOrder() {
        put("m/b/1", "x");
        put("m/a/1", "x");
        put("n/a/1", "x");

        List<String> keys = client.listObjectsV2(r -> r.bucket(BUCKET).prefix("m/")).contents().stream()
                .map(S3Object::key)
                .toList();

        assertThat(keys).containsExactly("m/a/1", "m/b/1");
    }

    @Test
    void aMissingKey_saysSo() {
        assertThatExceptionOfType(NoSuchKeyException.class).isThrownBy(() -> text("nothing"));
    }

    private static List<String> head(BufferedReader responses) {
        return responses.lines().takeWhile(line -> !line.isEmpty()).toList();
    }

    private static void assertStaysOpen(Socket socket) throws IOException {
        socket.setSoTimeout(QUIET_MILLIS);
        assertThatExceptionOfType(SocketTimeoutException.class)
                .isThrownBy(() -> socket.getInputStream().read());
        socket.setSoTimeout(0);
    }

    private String put(String key, String text) {
        return client.putObject(
                        r -> r.bucket(BUCKET).key(key), RequestBody.fromBytes(text.getBytes(StandardCharsets.UTF_8)))
                .eTag();
    }

    private String text(String key) {
        return client.getObjectAsBytes(r -> r.bucket(BUCKET).key(key)).asUtf8String();
    }
}
