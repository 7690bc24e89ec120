package farebox.local.eventbridge;

import com.fasterxml.jackson.databind.JsonNode;
import farebox.local.eventbridge.pattern.EventPattern;
import farebox.local.eventbridge.targets.TargetInput;
import farebox.local.host.Documents;
import farebox.local.host.ServiceException;
import farebox.local.host.Timers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * The default event bus of an account and region. Its rules are those of the deployed template and are put again at
 * every start; what has been accepted and not delivered is stored.
 */
public final class EventBus {
    private static final int MAX_TARGETS = 5;

    private final String region;
    private final String account;
    private final Host host;
    private final Deliveries deliveries;
    private final TreeMap<String, Rule> rules = new TreeMap<>();

    /** What the bus takes from its host. */
    public record Host(
            InstantSource clock,
            Timers timers,
            Documents documents,
            RandomGenerator random,
            Targets targets,
            EventDelivery delivery) {}

    /** @param account twelve digits */
    public EventBus(String region, String account, Host host) {
        this.region = region;
        this.account = account;
        this.host = host;
        this.deliveries = new Deliveries(
                new Deliveries.Host(host.clock(), host.timers(), host.documents(), host.targets()), "events");
    }

    /** Goes on with the deliveries of the last process. */
    public void resume() {
        deliveries.resume();
    }

    /**
     * Makes a rule, or changes its pattern and keeps its targets.
     *
     * @throws ServiceException {@code InvalidEventPatternException}
     */
    public synchronized Rule put(String name, String pattern, boolean enabled) {
        EventPattern compiled = EventPattern.compile(pattern);
        List<Rule.Target> targets = rules.containsKey(name) ? get(name).targets() : List.of();
        String arn = "arn:aws:events:" + region + ":" + account + ":rule/" + name;
        Rule rule = new Rule(name, arn, pattern, compiled, enabled, targets);
        rules.put(name, rule);
        return rule;
    }

    /** Adds targets; one with the id of another replaces it. */
    public synchronized void putTargets(String name, List<Rule.Target> added) {
        List<Rule.Target> targets = new ArrayList<>(get(name).targets());
        targets.removeIf(old -> added.stream().anyMatch(target -> target.id().equals(old.id())));
        targets.addAll(added);
        if (targets.size() > MAX_TARGETS) {
            throw new ServiceException(
                    "LimitExceededException", "A rule can have at most " + MAX_TARGETS + " targets.");
        }
        rules.put(name, get(name).with(targets));
    }

    public synchronized void removeTargets(String name, List<String> ids) {
        rules.put(
                name,
                get(name)
                        .with(get(name).targets().stream()
                                .filter(target -> !ids.contains(target.id()))
                                .toList()));
    }

    public synchronized void enable(String name, boolean enabled) {
        rules.put(name, get(name).enabled(enabled));
    }

    /** @throws ServiceException {@code ValidationException} while it has targets */
    public synchronized void delete(String name) {
        if (rules.containsKey(name) && !get(name).targets().isEmpty()) {
            throw new ServiceException("ValidationException", "Rule can't be deleted since it has targets.");
        }
        rules.remove(name);
    }

    /** @throws ServiceException {@code ResourceNotFoundException} */
    public synchronized Rule get(String name) {
        Rule rule = rules.get(name);
        if (rule == null) {
            throw new ServiceException(
                    "ResourceNotFoundException", "Rule " + name + " does not exist on EventBus default.");
        }
        return rule;
    }

    public synchronized List<Rule> list(String prefix) {
        return rules.values().stream()
                .filter(rule -> rule.name().startsWith(prefix))
                .toList();
    }

    /** @return the event's id; its deliveries are stored when this returns */
    public String put(Event event) {
        String id = newId();
        JsonNode json = event.json(id, account, region);
        list("").stream()
                .filter(rule -> rule.enabled() && rule.pattern().matches(json))
                .forEach(rule -> rule.targets().forEach(target -> deliver(rule, target, json)));
        return id;
    }

    private void deliver(Rule rule, Rule.Target target, JsonNode event) {
        String payload = target.input().of(event, new TargetInput.RuleName(rule.name(), rule.arn()));
        for (Duration delay : host.delivery().delays(event)) {
            deliveries.add(
                    new Deliveries.Delivery(
                            newId(),
                            target.arn(),
                            payload,
                            host.clock().instant(),
                            0,
                            target.retry(),
                            target.deadLetterArn()),
                    delay);
        }
    }

    private String newId() {
        return String.format(
                        "%016x%016x", host.random().nextLong(), host.random().nextLong())
                .replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
    }
}
