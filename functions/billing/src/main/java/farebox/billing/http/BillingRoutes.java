package farebox.billing.http;

import farebox.billing.Money;
import farebox.billing.cost.CostQuery;
import farebox.billing.cost.ReadCosts;
import farebox.billing.document.InvoiceCsv;
import farebox.billing.document.InvoiceHtml;
import farebox.billing.invoice.Invoice;
import farebox.billing.invoice.InvoiceStore;
import farebox.billing.invoice.RatePeriod;
import farebox.billing.invoice.Tenants;
import farebox.billing.json.InvoiceFormat;
import farebox.billing.prepaid.Balance;
import farebox.billing.prepaid.Balances;
import farebox.billing.pricebook.PriceTimeline;
import farebox.http.ErrorFormat;
import farebox.http.HttpRequest;
import farebox.http.HttpResponse;
import farebox.http.Json;
import farebox.http.ListPage;
import farebox.http.Route;
import farebox.kernel.Caller;
import farebox.kernel.InvalidRequest;
import farebox.kernel.NotFound;
import farebox.kernel.Scope;
import farebox.kernel.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code /v1/balance}, {@code /v1/invoices} and {@code /v1/organization/costs}. A caller's key sees its own tenant. */
public final class BillingRoutes {

    private final Sources sources;
    private final Json json;
    private final InstantSource clock;
    private final InvoiceFormat invoiceFormat = new InvoiceFormat();

    public BillingRoutes(Sources sources, Json json, InstantSource clock) {
        this.sources = sources;
        this.json = json;
        this.clock = clock;
    }

    /** What is shown. */
    public record Sources(
            Tenants tenants,
            Balances balances,
            InvoiceStore invoices,
            ReadCosts costs,
            Supplier<PriceTimeline> prices) {}

    public List<Route> routes() {
        return List.of(
                Route.authenticated("GET", "/v1/balance", ErrorFormat.PROBLEM, this::balance),
                Route.authenticated("GET", "/v1/invoices", ErrorFormat.PROBLEM, this::invoices),
                Route.authenticated("GET", "/v1/invoices/{id}", ErrorFormat.PROBLEM, this::invoice),
                Route.scoped("GET", "/v1/organization/costs", ErrorFormat.OPENAI, Scope.ADMIN, this::costs));
    }

    /** A caller's own; with an admin key those of all tenants, of which {@code after} is the {@code last_id}. */
    private HttpResponse balance(HttpRequest request, Caller caller) {
        return switch (caller.scope()) {
            case INVOKE -> respond(balance(caller.tenant()));
            case ADMIN -> respond(balances(request));
        };
    }

    private Map<String, @Nullable Object> balances(HttpRequest request) {
        String after = request.query("after").orElse("");
        int limit = ListPage.limit(request);
        List<TenantId> left = sources.tenants().all().stream()
                .sorted()
                .filter(tenant -> tenant.value().compareTo(after) > 0)
                .toList();
        List<TenantId> page = left.subList(0, Math.min(limit, left.size()));
        return ListPage.of(
                page.stream().map(this::named).toList(),
                page.isEmpty() ? null : page.getFirst().value(),
                page.isEmpty() ? null : page.getLast().value(),
                left.size() > limit);
    }

    private Map<String, Object> named(TenantId tenant) {
        Map<String, Object> body = balance(tenant);
        body.put("tenant", tenant.value());
        return body;
    }

    /** {@code {object, available, held, spent, currency}}, amounts as decimal strings. */
    private Map<String, Object> balance(TenantId tenant) {
        Balance balance = sources.balances().read(tenant).orElseGet(this::nothing);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("object", "balance");
        body.put("available", balance.available().decimal());
        body.put("held", balance.held().decimal());
        body.put("spent", balance.spent().decimal());
        body.put("currency", balance.available().currency().code());
        return body;
    }

    private Balance nothing() {
        Money zero = Money.zero(RatePeriod.currency(sources.prices().get()));
        return new Balance(zero, zero, zero);
    }

    /** Newest first; {@code after} is the {@code last_id} of the page before. */
    private HttpResponse invoices(HttpRequest request, Caller caller) {
        List<Invoice> all = sources.invoices().list(visible(caller)).reversed();
        int from = request.query("after").map(id -> indexAfter(all, id)).orElse(0);
        int to = Math.min(all.size(), from + ListPage.limit(request));
        List<Invoice> page = all.subList(from, to);
        return respond(ListPage.of(
                page.stream().map(invoiceFormat::tree).toList(),
                page.isEmpty() ? null : id(page.getFirst()),
                page.isEmpty() ? null : id(page.getLast()),
                to < all.size()));
    }

    /** By number, or by month for a caller's key; {@code format} is json, csv or html. */
    private HttpResponse invoice(HttpRequest request, Caller caller) {
        String wanted = request.variable("id");
        Invoice invoice = sources.invoices().list(visible(caller)).stream()
                .filter(candidate -> candidate.number().equals(Optional.of(wanted))
                        || id(candidate).equals(wanted)
                        || (caller.scope() == Scope.INVOKE && candidate.month().equals(wanted)))
                .findFirst()
                .orElseThrow(() -> new NotFound("there is no invoice " + wanted));
        return switch (request.query("format").orElse("json")) {
            case "json" -> respond(invoiceFormat.tree(invoice));
            case "csv" -> text("text/csv; charset=utf-8", InvoiceCsv.of(invoice));
            case "html" -> text("text/html; charset=utf-8", InvoiceHtml.of(invoice));
            default -> throw new InvalidRequest("format is json, csv or html", "format");
        };
    }

    private HttpResponse costs(HttpRequest request, Caller admin) {
        CostQuery query = new CostsRequest(request, clock.instant()).toQuery();
        return respond(CostsJson.page(sources.costs().run(query)));
    }

    private static Optional<TenantId> visible(Caller caller) {
        return switch (caller.scope()) {
            case INVOKE -> Optional.of(caller.tenant());
            case ADMIN -> Optional.empty();
        };
    }

    private static int indexAfter(List<Invoice> all, String id) {
        for (int i = 0; i < all.size(); i++) {
            if (id(all.get(i)).equals(id)) {
                return i + 1;
            }
        }
        throw new InvalidRequest("after is the last_id of the page before", "after");
    }

    private static String id(Invoice invoice) {
        return invoice.tenant() + "." + invoice.month();
    }

    private HttpResponse respond(Object body) {
        return HttpResponse.json(200, json.write(body));
    }

    private static HttpResponse text(String contentType, String body) {
        return HttpResponse.of(200, contentType, body.getBytes(StandardCharsets.UTF_8));
    }
}
