package farebox.billing.usage;

import farebox.billing.Channel;
import farebox.billing.Quantity;
import farebox.billing.UsageQuantities;
import farebox.kernel.Amounts;
import farebox.kernel.ModelName;
import farebox.metering.Resource;
import java.util.HashMap;
import java.util.Map;

/** Metered amounts as quantities of a model. */
public final class Quantities {
    private Quantities() {}

    /** Price books name a model without its owner. */
    public static UsageQuantities of(Resource resource, Amounts amounts) {
        ModelName model = model(resource);
        Map<UsageQuantities.Item, Quantity> quantities = new HashMap<>();
        amounts.nonZero()
                .forEach((meter, amount) -> quantities.put(
                        new UsageQuantities.Item(meter, model, Channel.of(resource)), Quantity.of(amount)));
        return new UsageQuantities(quantities);
    }

    /** As price books name it. */
    public static ModelName model(Resource resource) {
        return new ModelName(resource.name().substring(resource.name().lastIndexOf('/') + 1));
    }
}
