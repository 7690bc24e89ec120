package farebox.local.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * From resolved resources to what has to be started; refuses the types that are neither imitated nor without effect.
 */
final class DeploymentReader {
    private final Template template;
    private final Resolver resolver;

    DeploymentReader(Template template, Resolver resolver) {
        this.template = template;
        this.resolver = resolver;
    }

    Deployment read() {
        template.resources().values().forEach(DeploymentReader::checkType);
        List<Deployment.Table> tables = all(Types.TABLE, TableResourceReader::read);
        EventReader events = new EventReader(streams(), queues());
        FunctionReader functions = new FunctionReader(template.folder(), events);
        return new Deployment(
                all(Types.FUNCTION, functions::read),
                tables,
                all(Types.BUCKET, DeploymentReader::bucket),
                api(),
                all(Types.USAGE_PLAN, UsagePlanReader::read),
                workflows(events),
                outputs());
    }

    private Workflows workflows(EventReader events) {
        List<Workflows.Schedule> schedules = new ArrayList<>(all(Types.SCHEDULE, WorkflowReader::schedule));
        all(Types.FUNCTION, (function, name) -> events.schedules(function, Identities.functionArn(name)))
                .forEach(schedules::addAll);
        return new Workflows(
                all(Types.QUEUE, WorkflowReader::queue),
                all(Types.RULE, WorkflowReader::rule),
                schedules,
                all(Types.STATE_MACHINE, new StateMachineReader(template.folder())::read));
    }

    private Map<String, String> outputs() {
        Map<String, String> outputs = new LinkedHashMap<>();
        template.part("Outputs").all().forEach((name, node) -> {
            Section output = new Section("output " + name, Node.fields(node, name))
                    .only(Set.of("Value", "Description", "Export", "Condition"));
            Node value = output.fields().field("Value").orElseThrow(() -> output.problem("Value is missing"));
            if (resolver.exists(new TemplateResource(name, "output", output.fields()))) {
                outputs.put(name, resolver.text(value, output.name()));
            }
        });
        return outputs;
    }

    private static void checkType(TemplateResource resource) {
        if (!Types.IMITATED.contains(resource.type()) && !Types.WITHOUT_EFFECT.contains(resource.type())) {
            throw new TemplateProblem(
                    resource.place(), resource.id() + ": the local emulator does not know " + resource.type());
        }
    }

    private RestApi api() {
        List<RestApi> apis = all(Types.API, (api, id) -> new ApiReader(api, functions()).read(id));
        if (apis.size() != 1) {
            throw new TemplateProblem(
                    template.place(), "exactly one " + Types.API + " is wanted, here are " + apis.size());
        }
        return apis.getFirst();
    }

    /** A reader gets a resource's resolved properties and its name. */
    private <T> List<T> all(String type, BiFunction<Section, String, T> read) {
        return template.resources().values().stream()
                .filter(resource -> resource.is(type))
                .filter(resolver::exists)
                .map(resource -> read.apply(
                        new Section(resource.id(), resolver.resolved(resource).properties()),
                        resolver.identities().name(resource)))
                .toList();
    }

    private static Deployment.Bucket bucket(Section bucket, String name) {
        bucket.only(SupportedProperties.BUCKET);
        boolean sendsEvents = bucket.maybeSection("NotificationConfiguration")
                .map(configuration -> configuration.only(Set.of("EventBridgeConfiguration")))
                .flatMap(configuration -> configuration.maybeSection("EventBridgeConfiguration"))
                .filter(events -> !events.has("EventBridgeEnabled") || events.flag("EventBridgeEnabled"))
                .isPresent();
        return new Deployment.Bucket(bucket.name(), name, sendsEvents);
    }

    private Names queues() {
        return arn ->
                named(Types.QUEUE, queue -> resolver.identities().arn(queue).equals(arn));
    }

    private Names streams() {
        return arn -> named(
                Types.TABLE, table -> resolver.identities().streamArn(table).equals(arn));
    }

    private Names functions() {
        return arn -> named(Types.FUNCTION, function -> {
            String own = resolver.identities().arn(function);
            return arn.equals(own) || arn.startsWith(own + ":");
        });
    }

    private Optional<String> named(String type, Predicate<TemplateResource> wanted) {
        return template.resources().values().stream()
                .filter(resource -> resource.is(type) && wanted.test(resource))
                .map(resolver.identities()::name)
                .findFirst();
    }

    /** The name of the template's resource that an ARN means. */
    @FunctionalInterface
    interface Names {
        Optional<String> of(String arn);
    }
}
