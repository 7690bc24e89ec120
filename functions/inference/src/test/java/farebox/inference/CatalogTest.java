package farebox.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.kernel.Caller;
import farebox.kernel.KeyId;
import farebox.kernel.ModelVersion;
import farebox.kernel.MovableClock;
import farebox.kernel.NotFound;
import farebox.kernel.PlanName;
import farebox.kernel.Scope;
import farebox.kernel.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CatalogTest {
    private static final TenantId ACME = new TenantId("acme");

    private final MovableClock clock = new MovableClock();
    private final InMemoryModels models = InMemoryModels.withMini()
            .add(InMemoryModels.MINI, "v2", "canary")
            .add(InMemoryModels.ref("acme", "churn"), "v1", "champion")
            .add(InMemoryModels.ref("public", "both"), "p1", "champion")
            .add(InMemoryModels.ref("public", "both"), "p2", "canary")
            .add(InMemoryModels.ref("acme", "both"), "a1", "champion")
            .add(InMemoryModels.ref("other", "secret"), "v1", "champion")
            .add(InMemoryModels.ref("acme", "draft"), "v1", "");
    private final List<Runnable> background = new ArrayList<>();
    private final Catalog catalog = new Catalog(models, clock, background::add);

    @ParameterizedTest
    @CsvSource({
        "mini, public/mini, v1, mini, mini",
        "public/mini, public/mini, v1, mini, mini",
        "mini@v2, public/mini, v2, mini, mini",
        "mini@canary, public/mini, v2, mini, mini",
        "churn, acme/churn, v1, churn, acme/churn",
        "acme/churn, acme/churn, v1, churn, acme/churn",
        "both, acme/both, a1, both, acme/both",
        "public/both, public/both, p1, public/both, both",
        "public/both@canary, public/both, p2, public/both, both",
        "draft@v1, acme/draft, v1, draft, acme/draft",
    })
    void choose_findsOwnAndPublicModels(String written, String ref, String version, String id, String billedAs) {
        ResolvedModel resolvedModel = catalog.choose(ACME, written);

        assertThat(resolvedModel.card().ref()).hasToString(ref);
        assertThat(resolvedModel.card().version()).hasToString(version);
        assertThat(resolvedModel.id()).isEqualTo(id);
        assertThat(resolvedModel.resource().name()).isEqualTo(billedAs);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "none",
                "secret",
                "other/secret",
                "mini@v3",
                "both@canary",
                "draft",
                "Mini",
                "",
                "@",
                "/",
                "mini@",
                "/mini",
                "public/",
                "public/mini/x",
                "../public/mini",
                "mini@v1@v1",
                "MINI\n",
            })
    void choose_treatsEverythingElseAsNotThere(String written) {
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> catalog.choose(ACME, written))
                .satisfies(failure -> assertThat(failure.code()).isEqualTo("model_not_found"));
    }

    @Test
    void choose_takesTheVersionFromAPlaceOfItsOwn() {
        assertThat(catalog.choose(ACME, "mini", "v2").card().version()).hasToString("v2");
        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> catalog.choose(ACME, "mini@v1", "v2"));
    }

    @Test
    void choose_asksOnlyOnceInAWhileWhetherAPublicModelIsHidden() {
        catalog.choose(ACME, "mini");
        catalog.choose(ACME, "mini");

        assertThat(models.looked()).filteredOn(ref -> ref.owner().equals(ACME)).hasSize(1);
    }

    @Test
    void choose_seesAnOwnModelThatBeginsToHideAPublicOne() {
        catalog.choose(ACME, "mini");
        models.add(InMemoryModels.ref("acme", "mini"), "mine", "champion");
        clock.advance(Catalog.ABSENT_TTL);

        assertThat(catalog.choose(ACME, "mini").card().version()).hasToString("mine");
    }

    @Test
    void choose_looksAgainForAnOwnModelInTheBackground() {
        catalog.choose(ACME, "mini");
        clock.advance(Catalog.ABSENT_TTL.dividedBy(2).plusNanos(1));
        models.add(InMemoryModels.ref("acme", "mini"), "mine", "champion");

        assertThat(catalog.choose(ACME, "mini").card().version()).isNotEqualTo(new ModelVersion("mine"));
        background.forEach(Runnable::run);

        assertThat(catalog.choose(ACME, "mini").card().version()).hasToString("mine");
    }

    @Test
    void choose_seesANewOwnModelAtOnceWhereNothingIsPublic() {
        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> catalog.choose(ACME, "fresh"));
        models.add(InMemoryModels.ref("acme", "fresh"), "v1", "champion");

        assertThat(catalog.choose(ACME, "fresh").card().version()).hasToString("v1");
    }

    @Test
    void visible_listsOwnAndPublicByNameAndTellsHiddenOnesApart() {
        assertThat(catalog.visible(ACME))
                .extracting(ResolvedModel::id)
                .containsExactly("both", "public/both", "churn", "mini");
    }

    @Test
    void visible_toThePublicTenantIsItsOwn() {
        assertThat(catalog.visible(new TenantId("public")))
                .extracting(ResolvedModel::id)
                .containsExactly("both", "mini");
    }

    @Test
    void choose_givesAllRequestsOfAKeyOneVersionWhileACanaryLasts() {
        models.canary(InMemoryModels.MINI, "v2", 50);

        Map<String, Long> keys = IntStream.range(0, 200)
                .mapToObj(CatalogTest::caller)
                .peek(caller -> assertThat(catalog.choose(caller, "mini")).isEqualTo(catalog.choose(caller, "mini")))
                .collect(Collectors.groupingBy(
                        caller ->
                                catalog.choose(caller, "mini").card().version().value(),
                        Collectors.counting()));

        assertThat(keys.keySet()).containsExactlyInAnyOrder("v1", "v2");
        assertThat(catalog.choose(caller(1), "mini@champion").card().version()).hasToString("v1");
        assertThat(catalog.visible(ACME))
                .extracting(model -> model.card().version().value())
                .doesNotContain("v2");
    }

    private static Caller caller(int key) {
        return new Caller(ACME, new KeyId("%08d".formatted(key)), Scope.INVOKE, new PlanName("standard"));
    }
}
