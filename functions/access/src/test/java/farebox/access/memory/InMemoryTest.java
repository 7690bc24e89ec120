package farebox.access.memory;

import farebox.access.AccessStore;
import farebox.access.AccessStoreContract;
import farebox.access.PepperStore;
import farebox.access.PepperStoreContract;
import farebox.access.UsageKey;
import farebox.access.UsageKeys;
import farebox.access.UsageKeysContract;
import farebox.kernel.PlanName;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;

class InMemoryTest {
    @Nested
    class Store extends AccessStoreContract {
        @Override
        public AccessStore emptyStore() {
            return new InMemoryAccessStore();
        }
    }

    @Nested
    class OfThePepper extends PepperStoreContract {
        @Override
        public PepperStore noPeppers() {
            return new InMemoryPepperStore();
        }
    }

    @Nested
    class Gateway extends UsageKeysContract {
        private InMemoryUsageKeys latest = new InMemoryUsageKeys(Set.of());

        @Override
        public UsageKeys noUsageKeys() {
            latest = new InMemoryUsageKeys(Set.of(new PlanName("free"), new PlanName("team")));
            return latest;
        }

        @Override
        public Optional<PlanName> planOf(UsageKey usageKey) {
            return latest.planOf(usageKey);
        }
    }
}
