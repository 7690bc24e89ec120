package farebox.metering;

import farebox.kernel.Deadline;
import farebox.kernel.PaymentRequired;
import farebox.kernel.Unavailable;
import farebox.metering.idempotency.AttemptId;
import farebox.metering.idempotency.EventId;

/** Pays for calls while they are made; calls that are paid for later need {@link #LATER}. */
@FunctionalInterface
public interface CallPayment {
    CallPayment LATER = (call, event, attempt, deadline) -> Reservation.NONE;

    /**
     * Before the work.
     *
     * @throws PaymentRequired if the call is not covered
     * @throws Unavailable if it is not known whether it is
     */
    Reservation reserve(MeteredCall call, EventId event, AttemptId attempt, Deadline deadline);

    /** What is set aside for one attempt. After an attempt of which nothing is known, nothing is called. */
    interface Reservation {
        Reservation NONE = new Reservation() {
            @Override
            public void cover(Usage usage) {}

            @Override
            public void settle(Usage usage) {}

            @Override
            public void release() {}
        };

        /**
         * After the work, before the event is written.
         *
         * @throws PaymentRequired if the usage is not covered
         */
        void cover(Usage usage);

        /** After the event of this attempt is durable. */
        void settle(Usage usage);

        /** After an attempt that recorded no event and never will. */
        void release();
    }
}
