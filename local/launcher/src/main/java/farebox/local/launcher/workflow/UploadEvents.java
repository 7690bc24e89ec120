package farebox.local.launcher.workflow;

import farebox.local.eventbridge.Event;
import farebox.local.eventbridge.EventBus;
import farebox.local.s3.UploadListener;
import farebox.local.template.Deployment;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** Puts an event on the bus for each object that is stored in a bucket whose notifications go there. */
public final class UploadEvents implements UploadListener {
    private final Set<String> buckets;
    private final InstantSource clock;
    private final AtomicLong sequence;
    private final CompletableFuture<EventBus> bus = new CompletableFuture<>();

    public UploadEvents(List<Deployment.Bucket> buckets, InstantSource clock) {
        this.buckets = buckets.stream()
                .filter(Deployment.Bucket::sendsEvents)
                .map(Deployment.Bucket::name)
                .collect(Collectors.toUnmodifiableSet());
        this.clock = clock;
        // From start to start it grows: nobody stores an object each microsecond.
        this.sequence = new AtomicLong(clock.millis() * 1_000);
    }

    /** Not on the caller's thread: a request that stores an object does not wait for its event. */
    @Override
    public void uploaded(Upload upload) {
        if (buckets.contains(upload.bucket())) {
            Event event = event(upload);
            var _ = bus.thenAccept(opened -> Thread.startVirtualThread(() -> opened.put(event)));
        }
    }

    /** The bus exists only after S3 does; what was stored before is sent now. */
    void sendTo(EventBus opened) {
        bus.complete(opened);
    }

    private Event event(Upload upload) {
        return Event.objectCreated(
                new Event.StoredObject(
                        upload.bucket(),
                        upload.key(),
                        upload.size(),
                        upload.etag(),
                        "",
                        "%018X".formatted(sequence.incrementAndGet()),
                        upload.operation()),
                clock.instant());
    }
}
