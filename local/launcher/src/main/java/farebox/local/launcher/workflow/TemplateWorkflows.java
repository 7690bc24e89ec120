package farebox.local.launcher.workflow;

import farebox.local.awsjson.RequestParameters;
import farebox.local.eventbridge.EventBus;
import farebox.local.eventbridge.awsjson.EventBridgeApi;
import farebox.local.scheduler.Scheduler;
import farebox.local.scheduler.rest.SchedulerApi;
import farebox.local.sqs.Sqs;
import farebox.local.stepfunctions.StateMachine;
import farebox.local.stepfunctions.StateMachines;
import farebox.local.template.Workflows;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes what the template has, and changes what an earlier start made of an older one. */
final class TemplateWorkflows {
    /** What the template's own schedules are called by; those of functions have other names. */
    private static final String STACK = "farebox-";

    private TemplateWorkflows() {}

    static void queues(Workflows workflows, Sqs sqs) {
        for (Workflows.Queue queue : workflows.queues()) {
            if (sqs.list(queue.name()).stream()
                    .anyMatch(existing -> existing.name().equals(queue.name()))) {
                sqs.change(queue.name(), queue.attributes());
            } else {
                sqs.create(queue.name(), queue.attributes());
            }
        }
    }

    static void rules(Workflows workflows, EventBus bus) {
        for (Workflows.Rule rule : workflows.rules()) {
            bus.put(rule.name(), rule.pattern(), rule.enabled());
            bus.putTargets(
                    rule.name(),
                    rule.targets().stream()
                            .map(RequestParameters::asStructure)
                            .map(EventBridgeApi::target)
                            .toList());
        }
    }

    /** A schedule that is the same keeps its next time; one that the template no longer has is deleted. */
    static void schedules(Workflows workflows, Scheduler scheduler) {
        Set<String> names =
                workflows.schedules().stream().map(Workflows.Schedule::name).collect(Collectors.toSet());
        scheduler.list(STACK).stream()
                .filter(schedule -> !names.contains(schedule.name()))
                .forEach(schedule -> scheduler.delete(schedule.name()));
        workflows
                .schedules()
                .forEach(schedule -> scheduler.put(SchedulerApi.schedule(schedule.name(), schedule.request())));
    }

    static void machines(Workflows workflows, StateMachines machines) {
        for (Workflows.StateMachine machine : workflows.machines()) {
            Optional<StateMachine> existing = machines.list().stream()
                    .filter(known -> known.name().equals(machine.name()))
                    .findFirst();
            existing.ifPresentOrElse(
                    known -> machines.update(
                            known.arn(), Optional.of(machine.definition()), Optional.of(machine.roleArn())),
                    () -> machines.create(machine.name(), machine.definition(), machine.roleArn()));
        }
    }
}
