package farebox.inference;

import farebox.kernel.AliasName;
import farebox.kernel.InvalidRequest;
import farebox.kernel.ModelName;
import farebox.kernel.ModelVersion;
import farebox.kernel.TenantId;
import farebox.models.Selector;
import java.util.List;
import java.util.Optional;

/**
 * A model as callers write it: {@code name} or {@code owner/name}, and behind either, if wanted, {@code @} with a
 * version or an alias.
 *
 * @param selection empty for the version that is served to whoever names none
 */
public record ModelId(Optional<TenantId> owner, ModelName name, Optional<String> selection) {

    /** What is written, or nothing if no model can be called that. */
    public static Optional<ModelId> parse(String written) {
        int at = written.indexOf('@');
        Optional<String> selection = at < 0 ? Optional.empty() : Optional.of(written.substring(at + 1));
        return parse(at < 0 ? written : written.substring(0, at), selection);
    }

    /** As {@link #parse(String)}, for protocols that have a place of its own for the version. */
    public static Optional<ModelId> parse(String written, Optional<String> selection) {
        int slash = written.indexOf('/');
        try {
            selection.ifPresent(AliasName::new);
            return Optional.of(new ModelId(
                    slash < 0 ? Optional.empty() : Optional.of(new TenantId(written.substring(0, slash))),
                    new ModelName(written.substring(slash + 1)),
                    selection));
        } catch (InvalidRequest noName) {
            return Optional.empty();
        }
    }

    /**
     * What the selection may mean, the likelier first: a version is for ever, an alias moves.
     *
     * @param caller gets one version as long as a canary lasts
     */
    List<Selector> selectors(String caller) {
        return selection
                .<List<Selector>>map(chosen -> List.of(
                        new Selector.ByVersion(new ModelVersion(chosen)), new Selector.ByAlias(new AliasName(chosen))))
                .orElseGet(() -> List.of(Selector.champion(caller)));
    }

    @Override
    public String toString() {
        return owner.map(tenant -> tenant + "/").orElse("")
                + name
                + selection.map(chosen -> "@" + chosen).orElse("");
    }
}
