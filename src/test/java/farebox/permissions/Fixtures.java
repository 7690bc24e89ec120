package farebox.permissions;

import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Small handlers for {@link ReachTest}, each with one way to a request or past it. Only their bytecode is read. */
final class Fixtures {
    private static final GetItemRequest GET = GetItemRequest.builder().build();

    private Fixtures() {}

    static final class InALambda {
        private final Supplier<GetItemResponse> later;

        InALambda() {
            DynamoDbClient client = DynamoDbClient.create();
            this.later = () -> client.getItem(GET);
        }

        GetItemResponse neverCalled() {
            DynamoDbClient.create().listTables();
            return later.get();
        }
    }

    static final class InAMethodReference {
        private final Function<GetItemRequest, GetItemResponse> later = DynamoDbClient.create()::getItem;

        Object neverCalled() {
            return later;
        }
    }

    static final class BehindAnInterface {
        BehindAnInterface() {
            Store store = new Keeping();
            store.use();
        }

        Store neverCalled() {
            return new Dropping();
        }
    }

    static final class ByTheConstructorOfALambda {
        ByTheConstructorOfALambda() {
            Supplier<Store> made = Dropping::new;
            made.get().use();
        }
    }

    static final class InADefaultMethod {
        InADefaultMethod() {
            Store store = () -> {};
            store.useTwice();
        }
    }

    static final class InASuperclass {
        InASuperclass() {
            new Heir().use();
        }
    }

    static final class InAStaticInitialiser {
        InAStaticInitialiser() {
            Loaded.touched();
        }
    }

    static final class CalledBackByTheJdk implements Runnable {
        @Override
        public void run() {
            DynamoDbClient.create().updateItem(update -> update.tableName("t"));
        }
    }

    static final class PageByPage {
        PageByPage() {
            DynamoDbClient.create().scanPaginator(scan -> scan.tableName("t")).items();
            S3Client.create().getObjectAsBytes(get -> get.bucket("b"));
        }
    }

    static final class InATransaction {
        InATransaction() {
            Map<String, AttributeValue> item = Map.of();
            TransactWriteItem put = TransactWriteItem.builder()
                    .put(Put.builder().item(item).build())
                    .build();
            TransactWriteItem check = TransactWriteItem.builder()
                    .conditionCheck(ConditionCheck.builder().build())
                    .build();
            DynamoDbClient.create().transactWriteItems(write -> write.transactItems(put, check));
        }
    }

    static final class WithAClientNobodyKnows {
        private final Object later = S3AsyncClient.create().listBuckets();

        Object neverCalled() {
            return later;
        }
    }

    interface Store {
        void use();

        default void useTwice() {
            use();
            DynamoDbClient.create().describeLimits();
        }
    }

    static class Keeping implements Store {
        @Override
        public void use() {
            DynamoDbClient.create().putItem(put -> put.tableName("t"));
        }
    }

    static final class Dropping implements Store {
        @Override
        public void use() {
            DynamoDbClient.create().deleteItem(delete -> delete.tableName("t"));
        }
    }

    static final class Heir extends Keeping {}

    static final class Loaded {
        private static final Object TABLES = DynamoDbClient.create().listTables();

        static Object touched() {
            return TABLES;
        }
    }
}
