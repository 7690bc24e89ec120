package farebox.billing.invoice;

import farebox.billing.Currency;
import farebox.billing.Money;
import farebox.kernel.Conflict;
import farebox.kernel.InvalidRequest;
import farebox.kernel.NotFound;
import farebox.kernel.TenantId;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Gives back a part of a line of a closed invoice, at most what is left of it. */
public final class IssueCreditNote {
    private static final Duration DEFAULT_RETRY = Duration.ofSeconds(1);

    private final InvoiceStore store;
    private final InstantSource clock;

    public IssueCreditNote(InvoiceStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** What to give back. */
    public record Command(TenantId tenant, String month, int line, Money amount, String reason) {}

    /**
     * @throws NotFound if the month is not closed or has no such line
     * @throws InvalidRequest if the amount is not above zero, cannot be paid, is in another currency, or is more than
     *     is left of the line
     * @throws Conflict if another note was issued at the same moment
     */
    public CreditNote run(Command command) {
        Invoice invoice = store.find(command.tenant(), command.month())
                .orElseThrow(() ->
                        new NotFound("there is no closed invoice of " + command.tenant() + " for " + command.month()));
        List<CreditNote> notes = store.creditNotes(command.tenant());
        requireCreditable(command, line(invoice, command.line()), notes);
        return store.add(notes.size(), number -> note(command, number), command.tenant())
                .orElseThrow(() -> new Conflict("another credit note was issued just now; try again", DEFAULT_RETRY));
    }

    private CreditNote note(Command command, long number) {
        return new CreditNote(
                "C-%06d".formatted(number),
                command.tenant(),
                command.month(),
                command.line(),
                command.amount(),
                command.reason(),
                clock.instant().truncatedTo(ChronoUnit.SECONDS));
    }

    private static Invoice.Line line(Invoice invoice, int number) {
        if (number < 1 || number > invoice.lines().size()) {
            throw new NotFound("the invoice for " + invoice.month() + " has lines 1 to "
                    + invoice.lines().size() + ", not " + number);
        }
        return invoice.lines().get(number - 1);
    }

    private static void requireCreditable(Command command, Invoice.Line line, List<CreditNote> notes) {
        Money amount = command.amount();
        Currency currency = line.amount().currency();
        if (!amount.currency().equals(currency)) {
            throw new InvalidRequest(
                    "the invoice is in " + currency + ", the credit in " + amount.currency(), "currency");
        }
        if (amount.isNegative() || amount.isZero() || !amount.isWholeMinorUnits()) {
            throw new InvalidRequest("a credit is above zero and can be paid, unlike " + amount, "amount");
        }
        Money left = notes.stream()
                .filter(note -> note.invoice().equals(command.month()) && note.line() == command.line())
                .map(CreditNote::amount)
                .reduce(line.amount(), Money::minus);
        if (amount.compareTo(left) > 0) {
            throw new InvalidRequest(
                    "line " + command.line() + " ('" + line.label() + "') has " + left + " left to credit, not "
                            + amount,
                    "amount");
        }
    }
}
