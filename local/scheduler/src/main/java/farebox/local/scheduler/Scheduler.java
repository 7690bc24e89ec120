package farebox.local.scheduler;

import farebox.local.eventbridge.Deliveries;
import farebox.local.eventbridge.Deliveries.Delivery;
import farebox.local.host.ServiceException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The schedules of an account and region, in the default group. */
public final class Scheduler {
    private final String arnPrefix;
    private final Deliveries.Host host;
    private final Deliveries deliveries;
    private final ScheduleStore store;
    private final TreeMap<String, Entry> entries = new TreeMap<>();

    /**
     * @param created counts a rate where there is no start
     * @param next empty when there is no further run
     */
    record Entry(Schedule schedule, Instant created, Optional<Instant> next) {}

    /** @param account twelve digits */
    public Scheduler(String region, String account, Deliveries.Host host) {
        this.arnPrefix = "arn:aws:scheduler:" + region + ":" + account + ":schedule/default/";
        this.host = host;
        this.deliveries = new Deliveries(host, "scheduler");
        this.store = new ScheduleStore(host.documents());
        store.read().forEach(entry -> entries.put(entry.schedule().name(), entry));
    }

    /** Goes on with the schedules and deliveries of the last process. */
    public void resume() {
        deliveries.resume();
        List.copyOf(entries.values()).forEach(this::arm);
    }

    /** @throws ServiceException {@code ConflictException} if the name is taken, {@code ValidationException} */
    public synchronized String create(Schedule schedule) {
        if (entries.containsKey(schedule.name())) {
            throw new ServiceException("ConflictException", "Schedule " + schedule.name() + " already exists.");
        }
        return put(schedule);
    }

    /** @throws ServiceException {@code ResourceNotFoundException}, {@code ValidationException} */
    public synchronized String update(Schedule schedule) {
        get(schedule.name());
        return put(schedule);
    }

    /** Creates the schedule, or changes it where it differs: one that is the same keeps its next time. */
    public synchronized String put(Schedule schedule) {
        Entry existing = entries.get(schedule.name());
        if (existing == null || !existing.schedule().equals(schedule)) {
            Instant now = host.clock().instant();
            Entry entry = new Entry(schedule, now, next(schedule, now, now));
            save(entry);
            arm(entry);
        }
        return arnPrefix + schedule.name();
    }

    /** @throws ServiceException {@code ResourceNotFoundException} */
    public synchronized Schedule get(String name) {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw new ServiceException("ResourceNotFoundException", "Schedule " + name + " does not exist.");
        }
        return entry.schedule();
    }

    public synchronized void delete(String name) {
        get(name);
        entries.remove(name);
        store.remove(name);
    }

    public synchronized List<Schedule> list(String prefix) {
        return entries.values().stream()
                .map(Entry::schedule)
                .filter(schedule -> schedule.name().startsWith(prefix))
                .toList();
    }

    public String arn(String name) {
        return arnPrefix + name;
    }

    private static Optional<Instant> next(Schedule schedule, Instant after, Instant created) {
        ScheduleExpression expression = ScheduleExpression.parse(schedule.expression());
        // A rate without a start begins one interval after it was made.
        Instant start = schedule.window().start().orElse(created);
        Instant from =
                schedule.window().start().filter(given -> given.isAfter(after)).isPresent()
                        ? start.minusMillis(1)
                        : after;
        return expression
                .next(from, start, schedule.zone())
                .filter(due -> schedule.window().end().filter(due::isAfter).isEmpty());
    }

    private void save(Entry entry) {
        entries.put(entry.schedule().name(), entry);
        store.save(entry);
    }

    private void arm(Entry entry) {
        if (entry.schedule().enabled()) {
            entry.next().ifPresent(due -> host.timers().at(due, () -> run(entry, due)));
        }
    }

    /** A timer of a schedule that has been changed or deleted since does nothing. */
    private synchronized void run(Entry armed, Instant due) {
        if (!armed.equals(entries.get(armed.schedule().name()))) {
            return;
        }
        Schedule schedule = armed.schedule();
        String id = schedule.name() + "-" + due.toEpochMilli();
        deliveries.add(
                new Delivery(
                        id,
                        schedule.target().arn(),
                        input(schedule, id, due),
                        host.clock().instant(),
                        0,
                        schedule.target().retry(),
                        schedule.target().deadLetterArn()),
                Duration.ZERO);
        Entry after =
                new Entry(schedule, armed.created(), next(schedule, host.clock().instant(), armed.created()));
        if (after.next().isEmpty() && schedule.deleteAfterCompletion()) {
            delete(schedule.name());
        } else {
            save(after);
            arm(after);
        }
    }

    private String input(Schedule schedule, String id, Instant due) {
        Map<String, String> variables = Map.of(
                "<aws.scheduler.schedule-arn>",
                arnPrefix + schedule.name(),
                "<aws.scheduler.scheduled-time>",
                due.toString(),
                "<aws.scheduler.execution-id>",
                id,
                "<aws.scheduler.attempt-number>",
                "1");
        String input = schedule.target().input();
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            input = input.replace(variable.getKey(), variable.getValue());
        }
        return input;
    }
}
