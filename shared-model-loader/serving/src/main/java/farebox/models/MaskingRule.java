package farebox.models;

/** What is masked in the text that a model gives, before it leaves. */
public enum MaskingRule {
    /** Addresses of e-mail. */
    EMAIL,
    /** Telephone numbers: international ones, and those of the United States in their national form. */
    PHONE,
    /** Numbers of payment cards, by their check digit. */
    CARD,
    /**
     * Numbers of people and accounts: social security numbers of the United States, and IBANs by their check digits.
     */
    ID_NUMBER
}
