package farebox.billing.faults;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.billing.Money;
import farebox.billing.SampleBooks;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.DoubleAdder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** What calls cost, as the table itself counts it: ConsumedCapacity of every write. */
final class WriteUnitsTest {
    private static final int CALLS = 50;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"false, 1", "true, 3"})
    void aCall_writesExactlySoManyUnits(boolean prepaid, int units) throws Exception {
        CapacityCounter counter = new CapacityCounter();
        try (Tables tables = new Tables(folder);
                DynamoDbClient direct = Tables.client(tables.endpoint());
                DynamoDbClient counted = counted(tables.endpoint(), counter)) {
            new SampleCalls(direct, true).grant(Money.of("100", SampleBooks.USD));
            SampleCalls calls = new SampleCalls(counted, prepaid);

            for (int i = 0; i < CALLS; i++) {
                calls.once("request-" + i);
            }

            assertThat(counter.units.sum()).isEqualTo((double) units * CALLS);
        }
    }

    private static DynamoDbClient counted(URI endpoint, CapacityCounter counter) {
        return DynamoDbClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
                .overrideConfiguration(config -> config.addExecutionInterceptor(counter))
                .build();
    }

    /** Asks for the consumed capacity of every write, and adds it up. */
    private static final class CapacityCounter implements ExecutionInterceptor {
        private final DoubleAdder units = new DoubleAdder();

        @Override
        public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
            return switch (context.request()) {
                case PutItemRequest put -> put.copy(copy -> copy.returnConsumedCapacity(ReturnConsumedCapacity.TOTAL));
                case UpdateItemRequest update ->
                    update.copy(copy -> copy.returnConsumedCapacity(ReturnConsumedCapacity.TOTAL));
                default -> context.request();
            };
        }

        @Override
        public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
            units(context.response()).ifPresent(units::add);
        }

        private static Optional<Double> units(SdkResponse response) {
            return switch (response) {
                case PutItemResponse put -> Optional.of(put.consumedCapacity().capacityUnits());
                case UpdateItemResponse update ->
                    Optional.of(update.consumedCapacity().capacityUnits());
                default -> Optional.empty();
            };
        }
    }
}
