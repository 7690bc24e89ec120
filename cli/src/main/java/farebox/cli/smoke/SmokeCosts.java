package farebox.cli.smoke;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * What a smoke test costs on AWS, by the public prices of us-east-1 without any free tier. Quantities are rounded up;
 * CloudFormation, IAM, SNS without messages and SnapStart of Java cost nothing.
 */
final class SmokeCosts {
    private static final List<Item> ITEMS = List.of(
            // A call for health, embedding, wrong key, and at most sixty for usage, each with its authorizer.
            new Item(80, "0.0000035"), // API Gateway, requests
            new Item(160, "0.0000002"), // Lambda, requests
            new Item(100, "0.0000166667"), // Lambda, GB-seconds, start of each environment included
            new Item(160, "0.000005"), // X-Ray, traces
            new Item(100, "0.00000125"), // DynamoDB, writes, those of backups and streams included
            new Item(500, "0.00000025"), // DynamoDB, reads
            new Item(100, "0.000005"), // S3, requests that write or list
            new Item(6, "0.000139"), // CloudWatch, alarm-hours
            new Item(1, "0.0035")); // S3, 150 MB of code in the artifact bucket for a month

    private SmokeCosts() {}

    private record Item(int quantity, String dollars) {
        BigDecimal price() {
            return new BigDecimal(dollars).multiply(BigDecimal.valueOf(quantity));
        }
    }

    /** US cents, rounded up to tenths. */
    static BigDecimal cents() {
        return ITEMS.stream()
                .map(Item::price)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .movePointRight(2)
                .setScale(1, RoundingMode.CEILING);
    }
}
