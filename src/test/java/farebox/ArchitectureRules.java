package farebox;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
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
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.net.URL;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * The rules of the rooms, by name. {@link ArchitectureTest} holds the code against them, and each against code that
 * breaks it.
 */
final class ArchitectureRules {
    private static final String[] FEATURES = {
        "farebox.access", "farebox.metering", "farebox.inference", "farebox.models"
    };

    /** Packages named after a technology, where its types may be used. */
    private static final String[] TECHNOLOGIES = {
        "..dynamo..", "..s3..", "..ssm..", "..apigateway..", "..lambda..", "farebox.local.."
    };

    private ArchitectureRules() {}

    static Map<String, ArchRule> all() {
        Map<String, ArchRule> rules = new TreeMap<>();
        rules.put(
                "kernel",
                classes()
                        .that()
                        .resideInAPackage("farebox.kernel..")
                        .should()
                        .onlyDependOnClassesThat()
                        .resideInAnyPackage("java..", "org.jspecify..", "farebox.kernel..")
                        .because("the kernel is the words every room shares, and knows no other room"));
        rules.put(
                "edge",
                noClasses()
                        .that()
                        .resideInAPackage("farebox.http..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(features())
                        .because("the edge knows no feature"));
        rules.put(
                "loader",
                noClasses()
                        .that()
                        .resideInAPackage("farebox.models..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                "farebox.access..", "farebox.metering..", "farebox.inference..", "farebox.http..")
                        .because("models are fetched and opened without knowing who asks or pays"));
        rules.put(
                "local",
                noClasses()
                        .that()
                        .resideInAnyPackage(features())
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("farebox.local..")
                        .because("what runs on AWS knows nothing of the laptop cloud"));
        rules.put(
                "aws",
                noClasses()
                        .that()
                        .resideOutsideOfPackages(TECHNOLOGIES)
                        .and()
                        .resideInAPackage("farebox..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("software.amazon.awssdk..")
                        .because("the SDK's types stop in packages named after the technology"));
        rules.put(
                "events",
                noClasses()
                        .that()
                        .resideOutsideOfPackages("..lambda..", "farebox.http..", "farebox.local..")
                        .and()
                        .resideInAPackage("farebox..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("com.amazonaws.services.lambda..")
                        .because("Lambda's events are turned into our own words at the edge"));
        rules.put(
                "environment",
                noClasses()
                        .that()
                        .resideOutsideOfPackages("..lambda..", "farebox.local..")
                        .and()
                        .resideInAPackage("farebox..")
                        .should()
                        .callMethodWhere(target(owner(type(System.class))).and(target(name("getenv"))))
                        .because("only the wiring asks the system"));
        rules.put(
                "time",
                noClasses()
                        .that()
                        .resideOutsideOfPackages("..lambda..", "farebox.local..")
                        .and()
                        .resideInAPackage("farebox..")
                        .should()
                        .callMethodWhere(target(owner(type(Instant.class))).and(target(name("now"))))
                        .orShould()
                        .callMethodWhere(target(owner(type(Clock.class))).and(target(nameMatching("system.*"))))
                        .orShould()
                        .callMethodWhere(target(owner(type(System.class))).and(target(name("currentTimeMillis"))))
                        .because("time is an argument"));
        rules.put(
                "chance",
                noClasses()
                        .that()
                        .resideOutsideOfPackages("..lambda..", "farebox.local..")
                        .and()
                        .resideInAPackage("farebox..")
                        .should()
                        .callConstructorWhere(target(owner(describe(
                                "a source of chance",
                                owner -> owner.getName().equals("java.util.Random")
                                        || owner.getName().equals("java.security.SecureRandom")))))
                        .orShould()
                        .callMethodWhere(
                                target(owner(type(java.util.UUID.class))).and(target(name("randomUUID"))))
                        .because("chance is an argument"));
        rules.put(
                "handlers",
                classes()
                        .that(handlersOfLambda())
                        .should()
                        .haveModifier(JavaModifier.FINAL)
                        .andShould()
                        .resideInAPackage("..lambda..")
                        .because("a handler is a thin adapter and nobody's base class"));
        rules.put(
                "exceptions",
                GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS.because(
                        "a refusal is a leaf of Failure, and a bug has a name"));
        rules.put(
                "fetching",
                noClasses()
                        .that()
                        .resideInAnyPackage(features())
                        .should()
                        .callMethodWhere(target(owner(type(URL.class))).and(target(nameMatching("open.*"))))
                        .orShould()
                        .dependOnClassesThat()
                        .haveFullyQualifiedName("java.net.http.HttpClient")
                        .orShould()
                        .callMethodWhere(target(nameMatching("fromUrl")))
                        .because("no URL is ever fetched for a caller"));
        rules.put(
                "cycles",
                slices().matching("farebox.(**)")
                        .should()
                        .beFreeOfCycles()
                        .because("a room that needs the room that needs it is one room"));
        return rules;
    }

    private static String[] features() {
        return java.util.Arrays.stream(FEATURES).map(feature -> feature + "..").toArray(String[]::new);
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
