package farebox;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ArchitectureTest {
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("farebox");

    /** Small classes under {@code farebox}, in this module's test sources, each breaking one rule. */
    private static final JavaClasses BROKEN = new ClassFileImporter()
            .withImportOption(location -> location.contains("/broken/"))
            .importPackages("farebox");

    @ParameterizedTest
    @MethodSource("names")
    void everyModuleKeepsTheRule(String name) {
        ArchitectureRules.all().get(name).check(OURS);
    }

    @ParameterizedTest
    @MethodSource("names")
    void theRuleSeesCodeThatBreaksIt(String name) {
        assertThat(ArchitectureRules.all()
                        .get(name)
                        .evaluate(BROKEN)
                        .getFailureReport()
                        .getDetails())
                .as("violations of %s among the broken examples", name)
                .isNotEmpty();
    }

    @Test
    void everyPackageIsNullMarked() {
        Set<String> unmarked = OURS.stream()
                .map(JavaClass::getPackage)
                .filter(owner -> !owner.isAnnotatedWith(NullMarked.class))
                .map(JavaPackage::getName)
                .collect(Collectors.toSet());

        assertThat(unmarked).isEmpty();
        assertThat(OURS).as("classes that were looked at").hasSizeGreaterThan(100);
    }

    @Test
    void everySimpleNameIsThatOfOneType() {
        Set<String> seen = new HashSet<>();

        assertThat(OURS.stream()
                        .filter(type ->
                                type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                        .map(JavaClass::getSimpleName)
                        .filter(name -> !seen.add(name)))
                .isEmpty();
    }

    @Test
    void everyModuleIsAmongTheClassesThatAreHeldAgainstTheRules() {
        assertThat(OURS.stream().map(JavaClass::getPackageName).distinct())
                .contains(
                        "farebox.kernel",
                        "farebox.http",
                        "farebox.models",
                        "farebox.cli",
                        "farebox.local.http",
                        "farebox.local.store",
                        "farebox.local.template",
                        "farebox.local.dynamodb",
                        "farebox.local.ssm",
                        "farebox.local.s3",
                        "farebox.local.lambda",
                        "farebox.local.apigateway",
                        "farebox.local.launcher",
                        "farebox.local.localstack",
                        "farebox.local.command")
                .contains("farebox.access", "farebox.metering", "farebox.inference");
    }

    static Stream<String> names() {
        return List.copyOf(ArchitectureRules.all().keySet()).stream();
    }
}
