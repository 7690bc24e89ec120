package farebox.local.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.local.eventbridge.Deliveries;
import farebox.local.eventbridge.Rule.RetryPolicy;
import farebox.local.eventbridge.Targets;
import farebox.local.host.InMemoryDocuments;
import farebox.local.host.ManualTimers;
import farebox.local.host.ServiceException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class SchedulerTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private final ManualTimers timers = new ManualTimers(START);
    private final InMemoryDocuments documents = new InMemoryDocuments();
    private final List<String> sent = new ArrayList<>();
    private Scheduler scheduler = build();

    private Scheduler build() {
        Targets targets = (arn, payload) -> {
            sent.add(payload);
            return CompletableFuture.completedStage(new Targets.Outcome.Delivered());
        };
        return new Scheduler("us-east-1", "000000000000", new Deliveries.Host(timers, timers, documents, targets));
    }

    private static Schedule schedule(String expression, Schedule.Window window, boolean delete) {
        return new Schedule(
                "s",
                expression,
                ZoneId.of("UTC"),
                window,
                true,
                delete,
                new Schedule.Target("arn:f", "<aws.scheduler.scheduled-time>", RetryPolicy.DEFAULT, Optional.empty()));
    }

    @Test
    void rate_runsAtEachInterval() {
        scheduler.create(schedule("rate(5 minutes)", Schedule.Window.OPEN, false));

        timers.advance(Duration.ofMinutes(14));

        assertThat(sent).containsExactly("2026-03-01T12:05:00Z", "2026-03-01T12:10:00Z");
    }

    @Test
    void window_boundsTheRuns() {
        scheduler.create(schedule(
                "rate(1 hour)",
                new Schedule.Window(Optional.of(START.plusSeconds(1800)), Optional.of(START.plusSeconds(3 * 3600))),
                false));

        timers.advance(Duration.ofHours(12));

        assertThat(sent).containsExactly("2026-03-01T12:30:00Z", "2026-03-01T13:30:00Z", "2026-03-01T14:30:00Z");
    }

    @Test
    void oneTimeSchedule_isDeletedAfterItsRunWhenAsked() {
        scheduler.create(schedule("at(2026-03-01T13:00:00)", Schedule.Window.OPEN, true));

        timers.advance(Duration.ofDays(1));

        assertThat(sent).hasSize(1);
        assertThat(scheduler.list("")).isEmpty();
    }

    @Test
    void restart_keepsTheNextTimeAndMakesUpForAMissedOneOnce() {
        scheduler.create(schedule("rate(5 minutes)", Schedule.Window.OPEN, false));
        timers.clear();
        timers.advance(Duration.ofMinutes(17));

        scheduler = build();
        scheduler.resume();
        timers.advance(Duration.ofMinutes(4));

        assertThat(sent).containsExactly("2026-03-01T12:05:00Z", "2026-03-01T12:20:00Z");
    }

    @Test
    void changedAndDeletedSchedules_doNotRunAsBefore() {
        scheduler.create(schedule("rate(5 minutes)", Schedule.Window.OPEN, false));
        scheduler.update(schedule("rate(10 minutes)", Schedule.Window.OPEN, false));
        timers.advance(Duration.ofMinutes(10));
        scheduler.delete("s");

        timers.advance(Duration.ofHours(1));

        assertThat(sent).containsExactly("2026-03-01T12:10:00Z");
    }

    @Test
    void put_ofTheSameSchedule_keepsItsNextTime() {
        scheduler.put(schedule("rate(5 minutes)", Schedule.Window.OPEN, false));
        timers.advance(Duration.ofMinutes(3));
        scheduler.put(schedule("rate(5 minutes)", Schedule.Window.OPEN, false));

        timers.advance(Duration.ofMinutes(2));

        assertThat(sent).hasSize(1);
    }

    @Test
    void badRequests_areRefused() {
        scheduler.create(schedule("rate(5 minutes)", Schedule.Window.OPEN, false));

        assertThatExceptionOfType(ServiceException.class)
                .isThrownBy(() -> scheduler.create(schedule("rate(5 minutes)", Schedule.Window.OPEN, false)))
                .extracting(ServiceException::code)
                .isEqualTo("ConflictException");
        assertThatExceptionOfType(ServiceException.class)
                .isThrownBy(() -> scheduler.get("x"))
                .extracting(ServiceException::code)
                .isEqualTo("ResourceNotFoundException");
        assertThatExceptionOfType(ServiceException.class)
                .isThrownBy(() -> scheduler.update(schedule("never", Schedule.Window.OPEN, false)))
                .extracting(ServiceException::code)
                .isEqualTo("ValidationException");
    }
}
