package farebox.models.publish;

import farebox.kernel.InvalidRequest;

/** Whether a new version serves at once. */
public enum AliasPolicy {
    /** The champion alias moves to it. */
    LATEST("latest"),
    /** No alias moves; the operator decides. */
    OPERATOR("operator");

    private final String wireName;

    AliasPolicy(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    /** @throws InvalidRequest if there is no such policy */
    static AliasPolicy of(String name) {
        for (AliasPolicy policy : values()) {
            if (policy.wireName.equals(name)) {
                return policy;
            }
        }
        throw new InvalidRequest("the alias is 'latest' or 'operator', not '" + name + "'", "alias");
    }
}
