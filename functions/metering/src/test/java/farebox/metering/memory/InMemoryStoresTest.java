package farebox.metering.memory;

import farebox.metering.Answers;
import farebox.metering.AnswersContract;
import farebox.metering.Claims;
import farebox.metering.ClaimsContract;
import farebox.metering.UsageLedger;
import farebox.metering.UsageLedgerContract;
import farebox.metering.UsageSums;
import farebox.metering.UsageSumsContract;
import org.junit.jupiter.api.Nested;

final class InMemoryStoresTest {
    @Nested
    final class Ledger extends UsageLedgerContract {
        @Override
        protected UsageLedger ledger() {
            return new InMemoryUsageLedger();
        }
    }

    @Nested
    final class Claiming extends ClaimsContract {
        @Override
        protected Claims claims() {
            return new InMemoryClaims();
        }
    }

    @Nested
    final class Answering extends AnswersContract {
        @Override
        protected Answers answers() {
            return new InMemoryAnswers();
        }
    }

    @Nested
    final class Summing extends UsageSumsContract {
        @Override
        protected UsageSums sums() {
            return new InMemoryUsageSums();
        }
    }
}
