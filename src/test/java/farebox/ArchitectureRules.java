package farebox;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.net.URL;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rules of the modules, by name. {@link ArchitectureTest} holds the code against them, and each against code that
 * breaks it.
 */
final class ArchitectureRules {
    private static final String FAREBOX = "farebox..";

    private static final String[] FEATURES = {
        "farebox.access..",
        "farebox.metering..",
        "farebox.monitoring..",
        "farebox.billing..",
        "farebox.files..",
        "farebox.batch..",
        "farebox.publication..",
        "farebox.inference..",
        "farebox.models.."
    };

    /** Handlers of Lambda functions and their wiring; {@code farebox.local.lambda} is something else. */
    private static final String FUNCTIONS =
            "farebox.[access|metering|billing|files|inference|training.pipeline|batch|publication].lambda..";

    /** Packages of functions and the loader that are named after a technology. */
    private static final String[] TECHNOLOGIES = {
        "farebox.*.dynamo..",
        "farebox.training.pipeline.dynamo..",
        "farebox.training.pipeline.s3..",
        "farebox.training.pipeline.sfn..",
        "farebox.training.pipeline.eventbridge..",
        "farebox.*.s3..",
        "farebox.*.sqs..",
        "farebox.*.ssm..",
        "farebox.*.apigateway..",
        "farebox.*.eventbridge..",
        "farebox.batch.stepfunctions..",
        "farebox.billing.requestlog..",
        "farebox.*.aws..",
        "farebox.aws.."
    };

    /** Modules of the emulator that start others, and hence may know of functions, commands and the system. */
    private static final String[] LAUNCHERS = {
        "farebox.local.launcher..", "farebox.local.localstack..", "farebox.local.command.."
    };

    /** Where a process begins: the only places that may ask the system for its clock, chance and environment. */
    private static final String[] ENTRY_POINTS = {
        FUNCTIONS, "farebox.cli", "farebox.local.launcher", "farebox.local.command"
    };

    private ArchitectureRules() {}

    static Map<String, ArchRule> all() {
        Map<String, ArchRule> rules = new TreeMap<>(modules());
        rules.putAll(technologies());
        rules.putAll(system());
        rules.putAll(code());
        return rules;
    }

    /** Which module may use which. */
    private static Map<String, ArchRule> modules() {
        return Map.of(
                "kernel",
                classes()
                        .that()
                        .resideInAPackage("farebox.kernel..")
                        .should()
                        .onlyDependOnClassesThat()
                        .resideInAnyPackage("java..", "org.jspecify..", "farebox.kernel..")
                        .because("the kernel is shared by every module and depends on none"),
                "http",
                noClasses()
                        .that()
                        .resideInAnyPackage("farebox.http..", "farebox.queue..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(FEATURES)
                        .because("HTTP and queues are the same for every feature"),
                "loader",
                noClasses()
                        .that()
                        .resideInAPackage("farebox.models..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                "farebox.access..",
                                "farebox.metering..",
                                "farebox.billing..",
                                "farebox.inference..",
                                "farebox.http..")
                        .because("models are fetched and opened whoever calls or pays"),
                "features",
                noClasses()
                        .that()
                        .resideInAnyPackage(FEATURES)
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("farebox.local..", "farebox.cli..")
                        .because("what runs on AWS knows neither the emulator nor the command"),
                "command",
                noClasses()
                        .that()
                        .resideInAPackage("farebox.cli..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("farebox.local..")
                        .because("an operator deploys without the emulator"),
                "services",
                noClasses()
                        .that()
                        .resideInAPackage("farebox.local..")
                        .and()
                        .resideOutsideOfPackages(LAUNCHERS)
                        .should()
                        .dependOnClassesThat(resideInAnyPackage(FEATURES)
                                .or(resideInAnyPackage(LAUNCHERS))
                                .or(resideInAnyPackage("farebox.cli..", "farebox.http..")))
                        .because("an emulated service is AWS's, whatever is deployed to it"),
                "handlers of others",
                classes()
                        .that()
                        .resideInAPackage(FAREBOX)
                        .should(useNoLambdaPackageOfAnotherFeature())
                        .because("a feature offers its factories in .aws; .lambda is its own"),
                "cycles",
                slices().matching("farebox.(**)")
                        .should()
                        .beFreeOfCycles()
                        .because("packages that need each other are one package"));
    }

    /** Where a technology's types stop. */
    private static Map<String, ArchRule> technologies() {
        return Map.of(
                "aws",
                noClasses()
                        .that()
                        .resideInAPackage(FAREBOX)
                        .and()
                        .resideOutsideOfPackages(TECHNOLOGIES)
                        // The operator's commands drive AWS; the runtime's files are found by one of its types.
                        .and()
                        .resideOutsideOfPackages("farebox.cli..", "farebox.local.lambda")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("software.amazon.awssdk..")
                        .because("the SDK's types stop in packages named after the technology"),
                "events",
                noClasses()
                        .that()
                        .resideInAPackage(FAREBOX)
                        .and()
                        // The emulated Lambda carries the runtime that functions are started with.
                        .resideOutsideOfPackages(FUNCTIONS, "farebox.http..", "farebox.queue", "farebox.local.lambda")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("com.amazonaws.services.lambda..")
                        .because("Lambda's events are turned into our own types where they arrive"),
                "handlers",
                classes()
                        .that(handlersOfLambda())
                        .should()
                        .haveModifier(JavaModifier.FINAL)
                        .andShould()
                        .resideInAPackage(FUNCTIONS)
                        .because("a handler is a thin adapter and nobody's base class"),
                "lambda packages",
                classes()
                        .that()
                        .resideInAPackage(FUNCTIONS)
                        .and()
                        .arePublic()
                        .and()
                        .areTopLevelClasses()
                        .should(beHandlersOfLambda())
                        .because(
                                "a .lambda package holds handlers, their events and their wiring, and offers nothing else"));
    }

    /** Time, chance and the environment are arguments. */
    private static Map<String, ArchRule> system() {
        return Map.of(
                "environment",
                noClasses()
                        .that()
                        .resideInAPackage(FAREBOX)
                        .and()
                        .resideOutsideOfPackages(ENTRY_POINTS)
                        .should()
                        .callMethodWhere(target(owner(type(System.class))).and(target(name("getenv"))))
                        .because("only entry points read environment variables"),
                "time",
                noClasses()
                        .that()
                        .resideInAPackage(FAREBOX)
                        .and()
                        .resideOutsideOfPackages(ENTRY_POINTS)
                        .should()
                        .callMethodWhere(target(owner(type(Instant.class))).and(target(name("now"))))
                        .orShould()
                        .callMethodWhere(target(owner(type(Clock.class))).and(target(nameMatching("system.*"))))
                        .orShould()
                        .callMethodWhere(
                                target(owner(type(InstantSource.class))).and(target(name("system"))))
                        .orShould()
                        .callMethodWhere(target(owner(type(System.class))).and(target(name("currentTimeMillis"))))
                        .because("time is an argument"),
                "chance",
                noClasses()
                        .that()
                        .resideInAPackage(FAREBOX)
                        .and()
                        .resideOutsideOfPackages(ENTRY_POINTS)
                        .should()
                        .callConstructorWhere(target(owner(describe(
                                "a source of chance",
                                owner -> owner.getName().equals("java.util.Random")
                                        || owner.getName().equals("java.security.SecureRandom")))))
                        .orShould()
                        .callMethodWhere(target(owner(type(UUID.class))).and(target(name("randomUUID"))))
                        .because("chance is an argument"));
    }

    private static Map<String, ArchRule> code() {
        return Map.of(
                "exceptions",
                GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS.because(
                        "an error for the caller is a leaf of Failure, and a bug has a name"),
                "fetching",
                noClasses()
                        .that()
                        .resideInAnyPackage(FEATURES)
                        .and()
                        // An operator says where alerts go, and callers cannot.
                        .resideOutsideOfPackage("farebox.billing.webhook..")
                        .should()
                        .callMethodWhere(target(owner(type(URL.class))).and(target(nameMatching("open.*"))))
                        .orShould()
                        .dependOnClassesThat()
                        .haveFullyQualifiedName("java.net.http.HttpClient")
                        .orShould()
                        .callMethodWhere(target(nameMatching("fromUrl")))
                        .because("no URL is ever fetched for a caller"));
    }

    private static ArchCondition<JavaClass> useNoLambdaPackageOfAnotherFeature() {
        Pattern lambda = Pattern.compile("farebox\\.(?!local\\.)(\\w+)\\.lambda(\\..*)?");
        return ArchCondition.from(describe(
                "use no .lambda package of another feature",
                user -> user.getDirectDependenciesFromSelf().stream()
                        .map(dependency ->
                                lambda.matcher(dependency.getTargetClass().getPackageName()))
                        .filter(Matcher::matches)
                        .allMatch(found -> user.getPackageName().startsWith("farebox." + found.group(1) + "."))));
    }

    private static ArchCondition<JavaClass> beHandlersOfLambda() {
        return ArchCondition.from(handlersOfLambda().or(eventsOfAHandler()).as("handle Lambda events, or be one"));
    }

    /** Lambda's runtime makes an object of the event, which it can do with a public class only. */
    private static DescribedPredicate<JavaClass> eventsOfAHandler() {
        return describe(
                "are the event that a handler of their package reads",
                type -> type.getPackage().getClasses().stream()
                        .filter(handlersOfLambda())
                        .flatMap(handler -> handler.getMethods().stream())
                        .anyMatch(method -> method.getName().equals("handleRequest")
                                && method.getRawParameterTypes().getFirst().equals(type)));
    }

    private static DescribedPredicate<JavaClass> handlersOfLambda() {
        return describe(
                "handle Lambda events",
                type -> !type.isInterface()
                        && type.getAllRawInterfaces().stream()
                                .anyMatch(raw ->
                                        raw.getName().startsWith("com.amazonaws.services.lambda.runtime.Request")));
    }
}
