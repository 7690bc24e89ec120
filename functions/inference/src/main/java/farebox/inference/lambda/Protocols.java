package farebox.inference.lambda;

import farebox.edge.Json;
import farebox.edge.Route;
import farebox.inference.Catalog;
import farebox.inference.Embed;
import farebox.inference.Metering;
import farebox.inference.Statistics;
import farebox.inference.openai.OpenAi;
import farebox.inference.openinference.OpenInference;
import farebox.inference.web.MeteredWork;
import farebox.inference.web.Service;
import farebox.models.Models;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/** Everything the function answers to, over one set of models; all of it may be kept in a snapshot. */
record Protocols(Catalog catalog, Embed embed, Statistics statistics, Service service, Json json) {

    static Protocols over(Models models, Json json, InstantSource clock) {
        Statistics statistics = new Statistics();
        return new Protocols(
                new Catalog(models, clock), new Embed(models, statistics, clock), statistics, new Service(json), json);
    }

    List<Route> routes(Metering metering) {
        MeteredWork metered = new MeteredWork(metering);
        OpenAi openAi = new OpenAi(catalog, embed, metered, json);
        OpenInference openInference = new OpenInference(catalog, embed, statistics, metered, json, service.version());
        return Stream.of(openAi.routes(), openInference.routes(), service.routes())
                .flatMap(List::stream)
                .toList();
    }
}
