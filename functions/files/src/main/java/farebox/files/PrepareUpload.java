package farebox.files;

import farebox.kernel.ByteCount;
import farebox.kernel.Caller;
import farebox.kernel.InvalidRequest;
import farebox.kernel.ModelName;
import farebox.kernel.PayloadTooLarge;
import farebox.kernel.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Gives a tenant a URL for an upload that is too large for a request. */
public final class PrepareUpload {
    /** The default size of a part of the SDKs' uploads is far below; one request of S3 takes 5 GiB. */
    private static final Duration LIFETIME = Duration.ofHours(1);

    private static final int MAX_PARTS = 6;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._=-]{0,127}");

    private final TenantFiles files;
    private final FileContents contents;
    private final UploadLimits limits;
    private final InstantSource clock;

    public PrepareUpload(TenantFiles files, FileContents contents, UploadLimits limits, InstantSource clock) {
        this.files = files;
        this.contents = contents;
        this.limits = limits;
        this.clock = clock;
    }

    /** What is uploaded. */
    public sealed interface Subject {
        /** An object {@code {folder}/{tenant}/{model}/...}, which is noticed when it arrives. */
        record ModelObject(Folder folder, String name) implements Subject {}

        /** The content of a file. */
        record File(Purpose purpose, String filename) implements Subject {}
    }

    /** Folders of the bucket of uploads. */
    public enum Folder {
        TRAINING("training"),
        BATCHES("batches"),
        MODELS("models");

        private final String prefix;

        Folder(String prefix) {
            this.prefix = prefix;
        }

        public String prefix() {
            return prefix;
        }
    }

    public record Command(Subject subject, ByteCount size, Sha256 digest) {}

    /** @param file its record, if the upload is a file */
    public record Prepared(String key, FileContents.SignedUpload upload, Instant expires, Optional<StoredFile> file) {}

    /**
     * @throws PayloadTooLarge if the caller's plan allows less
     * @throws InvalidRequest if the name is none
     */
    public Prepared run(Caller caller, Command command) {
        ByteCount limit = limits.of(caller.plan());
        if (command.size().compareTo(limit) > 0) {
            throw new PayloadTooLarge("the plan " + caller.plan() + " allows uploads of " + limit.bytes()
                    + " bytes, and this one has " + command.size().bytes());
        }
        return switch (command.subject()) {
            case Subject.ModelObject object -> prepared(key(caller, object), command, Optional.empty());
            case Subject.File file -> {
                StoredFile expected =
                        files.expect(caller.tenant(), file.purpose(), Filename.of(file.filename()), command.size());
                yield prepared(expected.objectKey(), command, Optional.of(expected));
            }
        };
    }

    private Prepared prepared(String key, Command command, Optional<StoredFile> file) {
        Instant expires = clock.instant().plus(LIFETIME);
        return new Prepared(key, contents.uploadUrl(key, command.size(), command.digest(), LIFETIME), expires, file);
    }

    private static String key(Caller caller, Subject.ModelObject object) {
        List<String> parts = List.of(object.name().split("/", -1));
        if (parts.size() < 2
                || parts.size() > MAX_PARTS
                || !parts.stream().allMatch(part -> NAME.matcher(part).matches())) {
            throw new InvalidRequest(
                    "name is '<model>/<file>' with 2 to " + MAX_PARTS
                            + " parts of a-z, A-Z, 0-9, '.', '_', '=' or '-', none of which begins with '.' or '-'",
                    "name");
        }
        ModelName model = new ModelName(parts.getFirst());
        return String.join(
                "/",
                object.folder().prefix(),
                caller.tenant().value(),
                model.value(),
                String.join("/", parts.subList(1, parts.size())));
    }
}
