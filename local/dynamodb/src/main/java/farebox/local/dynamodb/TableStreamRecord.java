package farebox.local.dynamodb;

/**
 * One change of one item.
 *
 * @param sequence forty digits; later ones are greater as strings
 * @param json an element of {@code Records} in the event that Lambda gives to a function
 */
public record TableStreamRecord(String sequence, String json) {}
