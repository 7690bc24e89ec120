package farebox.models.registry;

import org.junit.jupiter.api.Nested;

class InMemoryObjectStoreTest {
    @Nested
    class InMemory extends ObjectStoreContract {
        @Override
        protected ObjectStore empty() {
            return new InMemoryObjectStore();
        }
    }
}
