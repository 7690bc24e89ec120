package farebox.billing.invoice;

import farebox.billing.ExactAmount;
import farebox.billing.Money;
import farebox.billing.invoice.EventLog.MeteredEvent;
import farebox.billing.invoice.Tenants.BillingAccount;
import farebox.billing.invoice.Tenants.PaymentMode;
import farebox.billing.invoice.Tenants.PlanSpan;
import farebox.billing.pricebook.PriceTimeline;
import farebox.billing.pricebook.PublishedBook;
import farebox.kernel.Amounts;
import farebox.kernel.TenantId;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Mistakes in closing a month; each must make a case of {@link CloseCases} fail. */
@SuppressWarnings("ImmutableEnumChecker") // Each use takes new rules.
enum CloseMutation {
    THE_SUMS_STAND_IN_FOR_THE_EVENTS(() -> new CloseRules() {
        @Override
        EventLog log(EventLog log, UsageTotals sums) {
            return (tenant, start, end, each) -> sums.of(Installation.ACME, start, end)
                    .quantities()
                    .forEach((item, quantity) -> each.accept(new MeteredEvent(
                            Installation.ACME,
                            item.model(),
                            item.channel(),
                            Amounts.of(item.meter(), quantity.units().longValueExact()),
                            start)));
        }
    }),
    AN_EVENT_IS_READ_TWICE(() -> new CloseRules() {
        @Override
        void event(MeteredEvent event, Consumer<MeteredEvent> each) {
            each.accept(event);
            each.accept(event);
        }
    }),
    AN_EVENT_IS_SKIPPED(() -> new CloseRules() {
        private boolean skipped;

        @Override
        void event(MeteredEvent event, Consumer<MeteredEvent> each) {
            if (skipped) {
                each.accept(event);
            }
            skipped = true;
        }
    }),
    EVENTS_OF_OTHER_TENANTS_ARE_CHARGED(() -> new CloseRules() {
        @Override
        void event(MeteredEvent event, Consumer<MeteredEvent> each) {
            each.accept(
                    new MeteredEvent(Installation.ACME, event.model(), event.channel(), event.amounts(), event.at()));
        }
    }),
    THE_GRACE_IS_SKIPPED(() -> new CloseRules() {
        @Override
        Instant now(Instant now) {
            return now.plus(Duration.ofDays(3));
        }
    }),
    A_MONTH_IS_FROZEN_AGAIN(() -> store(store -> new ForwardingInvoiceStore(store) {
        private Optional<FrozenUsage> newest = Optional.empty();
        private int asked;

        @Override
        public Optional<FrozenUsage> frozen(TenantId tenant, String month) {
            return asked++ % 2 == 0 ? Optional.empty() : newest;
        }

        @Override
        public void freeze(FrozenUsage usage) {
            newest = Optional.of(usage);
        }
    })),
    A_CLOSED_INVOICE_IS_REPLACED(() -> store(store -> new ForwardingInvoiceStore(store) {
        private long last;

        @Override
        public Optional<Invoice> find(TenantId tenant, String month) {
            return Optional.empty();
        }

        @Override
        public Invoice add(Invoice draft, boolean needsNumber, Function<Optional<Long>, Invoice> numbered) {
            return numbered.apply(needsNumber ? Optional.of(++last) : Optional.empty());
        }
    })),
    A_NUMBER_IS_TAKEN_WITHOUT_AN_INVOICE(() -> store(store -> new ForwardingInvoiceStore(store) {
        private long last;

        @Override
        public Invoice add(Invoice draft, boolean needsNumber, Function<Optional<Long>, Invoice> numbered) {
            Optional<Long> next = Optional.of(++last);
            return super.add(draft, needsNumber, number -> numbered.apply(needsNumber ? next : number));
        }
    })),
    AN_EMPTY_MONTH_TAKES_A_NUMBER(() -> store(store -> new ForwardingInvoiceStore(store) {
        @Override
        public Invoice add(Invoice draft, boolean needsNumber, Function<Optional<Long>, Invoice> numbered) {
            return super.add(draft, true, numbered);
        }
    })),
    A_NUMBER_IS_GIVEN_TWICE(() -> store(store -> new ForwardingInvoiceStore(store) {
        @Override
        public Invoice add(Invoice draft, boolean needsNumber, Function<Optional<Long>, Invoice> numbered) {
            return super.add(draft, needsNumber, number -> numbered.apply(number.map(next -> 1L)));
        }
    })),
    LATE_USAGE_IS_FORGOTTEN(() -> store(store -> new ForwardingInvoiceStore(store) {
        @Override
        public Optional<Invoice> find(TenantId tenant, String month) {
            return Optional.empty();
        }
    })),
    THE_INVOICE_OF_ANOTHER_MONTH_ANSWERS(() -> store(store -> new ForwardingInvoiceStore(store) {
        @Override
        public Optional<Invoice> find(TenantId tenant, String month) {
            return super.find(tenant, month.equals("2026-09") ? "2026-08" : month);
        }
    })),
    REFUNDS_ARE_FORGOTTEN(() -> store(store -> new ForwardingInvoiceStore(store) {
        @Override
        public List<Refund> refunds(TenantId tenant, String month) {
            return List.of();
        }
    })),
    REFUNDS_COUNT_IN_EVERY_MONTH(() -> store(store -> new ForwardingInvoiceStore(store) {
        @Override
        public List<Refund> refunds(TenantId tenant, String month) {
            return super.refunds(tenant, "2026-08");
        }
    })),
    A_CALL_IS_REFUNDED_TWICE(() -> store(store -> new ForwardingInvoiceStore(store) {
        private final List<Refund> all = new ArrayList<>();

        @Override
        public boolean add(Refund refund) {
            return all.add(refund);
        }

        @Override
        public List<Refund> refunds(TenantId tenant, String month) {
            return all.stream().filter(refund -> refund.month().equals(month)).toList();
        }
    })),
    EARLIER_CREDIT_NOTES_ARE_FORGOTTEN(() -> store(store -> new ForwardingInvoiceStore(store) {
        @Override
        public List<CreditNote> creditNotes(TenantId tenant) {
            return List.of();
        }

        @Override
        public Optional<CreditNote> add(int read, Function<Long, CreditNote> numbered, TenantId tenant) {
            return Optional.of(numbered.apply(1L));
        }
    })),
    TAXES_ARE_CUT_OFF(() -> new CloseRules() {
        @Override
        Money tax(Money subtotal, TaxPolicy.TaxRate rate) {
            ExactAmount exact = subtotal.times(rate.rate().ratio());
            BigDecimal cut = new BigDecimal(exact.decimal()).setScale(2, RoundingMode.DOWN);
            return Money.of(cut.toPlainString(), subtotal.currency());
        }
    }),
    THE_TIME_ZONE_IS_IGNORED(() -> accounts(account ->
            new BillingAccount(account.tenant(), account.mode(), account.plans(), ZoneOffset.UTC, account.party()))),
    THE_FIRST_PLAN_HOLDS_FOR_THE_MONTH(
            () -> plans(account -> List.of(account.plans().getFirst()))),
    THE_LAST_PLAN_HOLDS_FOR_THE_MONTH(() ->
            plans(account -> List.of(new PlanSpan(account.plans().getLast().plan(), Instant.EPOCH)))),
    PREPAID_USAGE_IS_OWED(() -> accounts(account -> new BillingAccount(
            account.tenant(), PaymentMode.POSTPAID, account.plans(), account.zone(), account.party()))),
    THE_LAST_PRICES_HOLD_FOR_THE_MONTH(() -> new CloseRules() {
        @Override
        PriceTimeline prices(PriceTimeline timeline) {
            return new PriceTimeline(List.of(
                    new PublishedBook(Instant.EPOCH, timeline.books().getLast().book())));
        }
    }),
    NEW_PRICES_WAIT_FOR_THE_NEXT_MONTH(() -> new CloseRules() {
        @Override
        PriceTimeline prices(PriceTimeline timeline) {
            return new PriceTimeline(timeline.books().stream()
                    .filter(book -> book.effective().isBefore(Instant.parse("2026-08-01T00:00:00Z")))
                    .toList());
        }
    });

    private final Supplier<CloseRules> rules;

    CloseMutation(Supplier<CloseRules> rules) {
        this.rules = rules;
    }

    CloseRules rules() {
        return rules.get();
    }

    private static CloseRules store(UnaryOperator<InvoiceStore> wrong) {
        return new CloseRules() {
            @Override
            InvoiceStore store(InvoiceStore store) {
                return wrong.apply(store);
            }
        };
    }

    private static CloseRules accounts(UnaryOperator<BillingAccount> wrong) {
        return new CloseRules() {
            @Override
            BillingAccount account(BillingAccount account) {
                return wrong.apply(account);
            }
        };
    }

    private static CloseRules plans(Function<BillingAccount, List<PlanSpan>> wrong) {
        return accounts(account -> new BillingAccount(
                account.tenant(), account.mode(), wrong.apply(account), account.zone(), account.party()));
    }
}
