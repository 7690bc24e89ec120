package farebox.billing.invoice;

import static farebox.billing.SampleBooks.STANDARD;
import static farebox.billing.SampleBooks.USD;

import farebox.billing.Money;
import farebox.billing.Plan;
import farebox.billing.PriceBook;
import farebox.billing.invoice.Tenants.PlanSpan;
import farebox.billing.pricebook.PublishedBook;
import farebox.kernel.PlanName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What closing months must keep. */
@SuppressWarnings("ImmutableEnumChecker") // Its functions hold no state; the JDK's Function cannot say so.
enum CloseCases {
    AN_OPEN_MONTH_IS_REFUSED(august -> total(august.at("2026-09-03T23:59:59Z").close("2026-08")), "Conflict"),
    EACH_CALL_IS_CHARGED_ONCE(
            august -> total(august.calls("2026-08-31T23:59:59Z", 3)
                    .calls("2026-09-01T00:00:00Z", 100)
                    .at("2026-09-04T00:00:00Z")
                    .close("2026-08")),
            "0.50"),
    SUMS_THAT_LAG_ARE_WAITED_FOR(
            august -> total(august.unsummedCall("2026-08-30T00:00:00Z")
                    .at("2026-09-04T00:00:00Z")
                    .close("2026-08")),
            "Unavailable"),
    USAGE_AFTER_THE_FREEZE_IS_LATE(
            august -> {
                august.at("2026-09-04T00:00:00Z").freeze("2026-08").calls("2026-08-03T10:00:00Z", 5);
                return total(august.close("2026-08"))
                        + " "
                        + total(august.at("2026-10-04T00:00:00Z").close("2026-09"));
            },
            "0.35 0.25"),
    LATE_USAGE_IS_CHARGED_ONCE(
            august -> {
                august.at("2026-09-04T00:00:00Z").closed("2026-08").calls("2026-08-03T10:00:00Z", 5);
                august.at("2026-10-04T00:00:00Z").closed("2026-09");
                return total(august.at("2026-11-04T00:00:00Z").close("2026-10"));
            },
            "0.00"),
    A_CLOSED_MONTH_ANSWERS_WITH_ITS_INVOICE(
            august -> {
                Invoice first = august.at("2026-09-04T00:00:00Z").close("2026-08");
                Invoice second = august.at("2026-09-05T00:00:00Z").close("2026-08");
                return Boolean.toString(first.equals(second));
            },
            "true"),
    NUMBERS_HAVE_NO_GAPS_AND_ARE_GIVEN_ONCE(
            august -> {
                august.calls("2026-10-01T00:00:00Z", 1).at("2026-11-04T00:00:00Z");
                return august.number("2026-08") + " " + august.number("2026-09") + " " + august.number("2026-10");
            },
            "Optional[F-000001] Optional.empty Optional[F-000002]"),
    MONTHS_BEGIN_IN_THE_TENANTS_TIME_ZONE(
            august -> {
                august.installation.in("America/New_York");
                return total(august.calls("2026-08-01T03:59:59Z", 1)
                        .calls("2026-09-01T03:59:59Z", 10)
                        .at("2026-09-05T00:00:00Z")
                        .close("2026-08"));
            },
            "0.85"),
    PLANS_ARE_CHARGED_FOR_THEIR_PART_OF_THE_MONTH(
            august -> {
                PlanName gold = new PlanName("gold");
                august.installation.books.add(
                        new PublishedBook(
                                Instant.parse("2026-07-02T00:00:00Z"),
                                new PriceBook(USD, Map.of(STANDARD, flat(STANDARD, "31"), gold, flat(gold, "62")))),
                        new byte[0]);
                august.installation.plan(new PlanSpan(gold, Instant.parse("2026-08-11T00:00:00Z")));
                return total(august.at("2026-09-04T00:00:00Z").close("2026-08"));
            },
            "52.00"),
    PRICES_CHANGE_WITH_THE_MINUTE(
            august -> {
                august.installation.price("2026-08-10T00:00:30Z", "0.10");
                return total(august.calls("2026-08-10T00:00:01Z", 3)
                        .at("2026-09-04T00:00:00Z")
                        .close("2026-08"));
            },
            "0.65"),
    A_REFUND_IS_TAKEN_OFF_ONCE_AND_ITS_MONTH_ONLY(
            august -> {
                august.refund("e", "2026-08", "0.05")
                        .refund("e", "2026-08", "0.05")
                        .calls("2026-09-02T00:00:00Z", 2);
                return total(august.at("2026-09-04T00:00:00Z").close("2026-08"))
                        + " "
                        + total(august.at("2026-10-04T00:00:00Z").close("2026-09"));
            },
            "0.30 0.10"),
    A_LINE_IS_CREDITED_UP_TO_ITS_AMOUNT(
            august -> {
                august.at("2026-09-04T00:00:00Z").closed("2026-08");
                august.credit("2026-08", "0.30").credit("2026-08", "0.06");
                return "credited";
            },
            "InvalidRequest"),
    TAXES_ARE_ROUNDED_HALF_UP_ON_THE_SUBTOTAL(
            august -> total(august.taxed().at("2026-09-04T00:00:00Z").close("2026-08")), "0.42"),
    PREPAID_USAGE_IS_NOT_OWED(
            august -> {
                august.installation.prepay();
                return total(august.at("2026-09-04T00:00:00Z").close("2026-08"));
            },
            "0.00");

    private final Function<CloseScenario, String> actual;
    private final String expected;

    /** @param actual from a month with seven calls; a failure is told by its name */
    CloseCases(Function<CloseScenario, String> actual, String expected) {
        this.actual = actual;
        this.expected = expected;
    }

    boolean holds(CloseRules rules) {
        return outcome(rules).equals(expected);
    }

    String outcome(CloseRules rules) {
        try {
            return actual.apply(new CloseScenario(rules).calls("2026-08-02T10:00:00Z", 7));
        } catch (RuntimeException e) {
            return e.getClass().getSimpleName();
        }
    }

    private static String total(Invoice invoice) {
        return invoice.total().decimal();
    }

    private static Plan flat(PlanName name, String fee) {
        return new Plan(
                name, List.of(), Optional.of(Money.of(fee, USD)), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
