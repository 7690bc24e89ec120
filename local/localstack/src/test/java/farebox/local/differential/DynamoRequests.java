package farebox.local.differential;

import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;

/** Makes up requests for a few items in two tables, so that they meet each other's traces. */
final class DynamoRequests {
    private final RandomGenerator chance;
    private final ItemRequests items;
    private final RangeRequests ranges;
    private final TransactionRequests transactions;

    DynamoRequests(RandomGenerator chance) {
        this.chance = chance;
        this.items = new ItemRequests(chance);
        this.ranges = new RangeRequests(chance);
        this.transactions = new TransactionRequests(chance);
    }

    DynamoDbRequest next() {
        return switch (chance.nextInt(17)) {
            case 0, 1, 2 -> items.put();
            case 3, 4, 5, 6, 7, 8 -> items.update();
            case 9 -> items.delete();
            case 10, 11 -> items.get();
            case 12, 13 -> ranges.query();
            case 14 -> ranges.scan();
            default -> transactions.write();
        };
    }
}
