package farebox.local.dynamodb;

import farebox.local.dynamodb.value.Item;
import farebox.local.dynamodb.value.ItemJson;
import farebox.local.dynamodb.value.Value;
import farebox.local.store.ByteRange;
import farebox.local.store.LocalStore;
import farebox.local.store.WriteBatch;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Deletes items whose time is over, a part of a table at a time so that nobody else waits long. */
final class ExpirySweep {
    private static final int SEEN_AT_ONCE = 1_000;
    /** AWS leaves alone what seems to have expired longer ago: it takes it for a mistake. */
    private static final Duration MAX_AGO = Duration.ofDays(5 * 365);

    private final LocalStore store;
    private final Instant now;

    ExpirySweep(LocalStore store, Instant now) {
        this.store = store;
        this.now = now;
    }

    /** @return how many items were deleted */
    int run(OpenTable table) {
        Optional<String> attribute = table.definition().expiryAttribute();
        if (attribute.isEmpty()) {
            return 0;
        }
        int deleted = 0;
        Optional<ByteRange> rest = Optional.of(ByteRange.all());
        while (rest.isPresent()) {
            ByteRange range = rest.get();
            Part part = store.run(writeBatch -> part(table, attribute.get(), range, writeBatch));
            deleted += part.deleted;
            rest = part.last.map(range::after);
        }
        return deleted;
    }

    private Part part(OpenTable table, String attribute, ByteRange range, WriteBatch writeBatch) {
        table.refuseIfDropped();
        List<Transition> expired = new ArrayList<>();
        List<byte[]> seen = new ArrayList<>();
        table.items().visit(range, true, (key, stored) -> {
            Item item = ItemJson.load(stored);
            seen.add(key);
            if (isOver(item, attribute)) {
                expired.add(new Transition(key, Optional.of(item), Optional.empty()));
            }
            return seen.size() < SEEN_AT_ONCE;
        });
        ItemWriter itemWriter = new ItemWriter(writeBatch, now, true);
        Capacity free = new Capacity(table.name(), Capacity.Kind.PLAIN);
        expired.forEach(transition -> itemWriter.write(table, transition, free));
        return new Part(expired.size(), seen.size() < SEEN_AT_ONCE ? Optional.empty() : Optional.of(seen.getLast()));
    }

    private boolean isOver(Item item, String attribute) {
        if (item.find(attribute).orElse(null) instanceof Value.N(BigDecimal expiry)) {
            return expiry.compareTo(BigDecimal.valueOf(now.getEpochSecond())) < 0
                    && expiry.compareTo(BigDecimal.valueOf(now.minus(MAX_AGO).getEpochSecond())) > 0;
        }
        return false;
    }

    /** @param last where to go on after; empty at the end */
    private record Part(int deleted, Optional<byte[]> last) {}
}
