package farebox.inference.lambda;

import farebox.http.Json;
import farebox.http.Route;
import farebox.inference.Catalog;
import farebox.inference.Detect;
import farebox.inference.Embed;
import farebox.inference.Explain;
import farebox.inference.ModelId;
import farebox.inference.ModelRuns;
import farebox.inference.Predict;
import farebox.inference.Rerank;
import farebox.inference.RunGraph;
import farebox.inference.RunObserver;
import farebox.inference.Similarity;
import farebox.inference.Statistics;
import farebox.inference.UsageMeter;
import farebox.inference.Workers;
import farebox.inference.cohere.CohereRerank;
import farebox.inference.generate.GenerateText;
import farebox.inference.http.MeteredEndpoint;
import farebox.inference.http.ServiceInfoRoutes;
import farebox.inference.huggingface.HuggingFace;
import farebox.inference.huggingface.Pipeline;
import farebox.inference.openai.Completions;
import farebox.inference.openai.OpenAi;
import farebox.inference.openinference.OpenInference;
import farebox.inference.openinference.TensorInference;
import farebox.inference.predict.CreatePredictions;
import farebox.inference.predict.ExplainRoutes;
import farebox.inference.predict.PredictRoutes;
import farebox.inference.sagemaker.SageMakerRuntime;
import farebox.inference.tei.ServerInfo;
import farebox.inference.tei.TeiTasks;
import farebox.inference.tei.TextEmbeddingsInference;
import farebox.models.Models;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/** Every route of the function, over one set of models; all of it may be kept in a snapshot. */
record InferenceApi(
        Catalog catalog,
        TensorInference inference,
        Similarity similarity,
        GenerateText generate,
        Explain explain,
        ModelId defaultModel,
        Statistics statistics,
        ServiceInfoRoutes serviceInfoRoutes,
        Json json) {

    /** What is served, and who is told of its runs. */
    record Served(Models models, RunObserver observer) {}

    /** @param defaultModel serves where a protocol has one model for all */
    static InferenceApi over(Served served, ModelId defaultModel, Json json, InstantSource clock) {
        Statistics statistics = new Statistics();
        ModelRuns runs = new ModelRuns(served.models(), statistics, served.observer(), clock);
        Workers workers = new Workers(Runtime.getRuntime().availableProcessors());
        Embed embed = new Embed(runs, workers);
        return new InferenceApi(
                new Catalog(served.models(), clock),
                new TensorInference(embed, new Predict(runs), Detect.over(runs), new RunGraph(runs)),
                new Similarity(embed),
                new GenerateText(runs),
                new Explain(runs),
                defaultModel,
                statistics,
                new ServiceInfoRoutes(json),
                json);
    }

    List<Route> routes(UsageMeter usageMeter) {
        MeteredEndpoint metered = new MeteredEndpoint(usageMeter);
        OpenAi openAi = new OpenAi(catalog, inference.embed(), metered, json);
        Completions completions = new Completions(catalog, generate, metered, json);
        CreatePredictions predictions = new CreatePredictions(inference.predict(), inference.detect(), json);
        PredictRoutes predict = new PredictRoutes(catalog, predictions, metered, json);
        ExplainRoutes explanations = new ExplainRoutes(catalog, explain, metered, json);
        OpenInference openInference =
                new OpenInference(catalog, inference, statistics, metered, json, serviceInfoRoutes.version());
        return Stream.of(
                        predict.routes(),
                        explanations.routes(),
                        openAi.routes(),
                        completions.routes(),
                        openInference.routes(),
                        otherProtocols(metered),
                        serviceInfoRoutes.routes())
                .flatMap(List::stream)
                .toList();
    }

    private List<Route> otherProtocols(MeteredEndpoint metered) {
        Pipeline pipeline = new Pipeline(inference.embed(), similarity, inference.predict(), inference.detect());
        Rerank rerank = new Rerank(similarity);
        TeiTasks tei = new TeiTasks(inference.embed(), similarity, rerank, inference.predict());
        ServerInfo info = new ServerInfo(defaultModel.toString(), serviceInfoRoutes.version());
        return Stream.of(
                        new HuggingFace(catalog, pipeline, metered, json).routes(),
                        new TextEmbeddingsInference(catalog, tei, info, metered, json).routes(),
                        new SageMakerRuntime(catalog, pipeline, metered, json).routes(),
                        new CohereRerank(catalog, rerank, metered, json).routes())
                .flatMap(List::stream)
                .toList();
    }
}
