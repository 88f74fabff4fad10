using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Formats;
using CniOperator.Kubernetes.Objects;
using CniOperator.Kubernetes.Selectors;
using CniOperator.Sandbox.Answers;
using CniOperator.Sandbox.State;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.Http;

/// <summary>Carries out what is neither the object nor its status: scale, binding, eviction, token, log.</summary>
internal sealed class SubresourceHandler(ClusterState state, Func<string, string, string, string?> log)
{
    private readonly ScaleHandler _scales = new(state);

    internal Task HandleAsync(Exchange exchange, string verb) =>
        (exchange.Info.Subresource, verb) switch
        {
            ("scale", _) => _scales.HandleAsync(exchange, verb),
            ("binding", "create") => BindAsync(exchange),
            ("eviction", "create") => EvictAsync(exchange),
            ("token", "create") => TokenAsync(exchange),
            ("log", "get") => Responses.WriteText(exchange.Http, 200, Log(exchange)),
            ("exec" or "attach" or "portforward", _) => throw Refusal.BadRequest(
                $"the embedded cluster runs no containers: {exchange.Info.Subresource} is not possible; kubectl logs is"
            ),
            _ => throw (exchange.Resource.Custom ? Refusal.MethodNotAllowed(exchange.Resource.Name, verb) : Refusal.NoSuchMethod()),
        };

    private async Task BindAsync(Exchange exchange)
    {
        var binding = await ReadAsync(exchange, "Binding");
        if (binding.Name() != exchange.Name)
            throw Refusal.BadRequest("name in URL does not match name in Binding object");
        var node = binding.Text("target", "name") ?? throw Refusal.BadRequest("a Binding must name a node in target.name");
        state.Change(
            exchange.Resource,
            exchange.Version,
            exchange.Namespace,
            exchange.Name,
            live => Bound(exchange, live!, node),
            exchange.WriteSettings("binding")
        );
        await exchange.Answer(201, Success());
    }

    private JsonObject Bound(Exchange exchange, JsonObject pod, string node)
    {
        if (pod.Text("spec", "nodeName") is { Length: > 0 } taken)
            throw Refusal.Conflict(
                exchange.Resource.Name with
                {
                    Plural = "pods/binding",
                },
                exchange.Name,
                $"pod {exchange.Name} is already assigned to node \"{taken}\""
            );
        pod.FillMap("spec")["nodeName"] = node;
        var status = pod.FillMap("status");
        if (status.List("conditions") is null)
            status["conditions"] = new JsonArray();
        status
            .List("conditions")!
            .Push(
                new JsonObject
                {
                    ["type"] = "PodScheduled",
                    ["status"] = "True",
                    ["lastProbeTime"] = null,
                    ["lastTransitionTime"] = state.Clock.GetUtcNow().ToApiTime(),
                }
            );
        return pod;
    }

    private async Task EvictAsync(Exchange exchange)
    {
        var eviction = await ReadAsync(exchange, "Eviction");
        var pod = state.Get(exchange.Resource.Name, exchange.Namespace, exchange.Name)
            ?? throw Refusal.NotFound(exchange.Resource.Name, exchange.Name);
        foreach (var budget in state.List(new ResourceName("policy", "poddisruptionbudgets"), exchange.Namespace))
            if (Covers(budget, pod) && budget.Number(0, "status", "disruptionsAllowed") <= 0)
                throw Violated(budget);
        state.Delete(
            exchange.Resource,
            exchange.Namespace,
            exchange.Name,
            new DeleteSettings
            {
                DryRun = exchange.DryRun,
                GracePeriodSeconds = eviction.Number("deleteOptions", "gracePeriodSeconds"),
                Uid = eviction.Text("deleteOptions", "preconditions", "uid"),
            }
        );
        await exchange.Answer(201, Success());
    }

    private static bool Covers(JsonObject budget, JsonObject pod) =>
        budget.Map("spec", "selector") is { } selector && LabelSelector.Of(selector).Matches(pod.Map("metadata", "labels"));

    private static ApiStatusException Violated(JsonObject budget)
    {
        var cause = new JsonObject
        {
            ["reason"] = "DisruptionBudget",
            ["message"] =
                $"The disruption budget {budget.Name()} needs {budget.Number(0, "status", "desiredHealthy")} healthy pods"
                + $" and has {budget.Number(0, "status", "currentHealthy")} currently",
        };
        return new ApiStatusException(
            429,
            "TooManyRequests",
            "Cannot evict pod as it would violate the pod's disruption budget.",
            new JsonObject { ["causes"] = new JsonArray(cause) }
        );
    }

    private async Task TokenAsync(Exchange exchange)
    {
        var request = await ReadAsync(exchange, "TokenRequest");
        var account = state.Get(exchange.Resource.Name, exchange.Namespace, exchange.Name)
            ?? throw Refusal.NotFound(exchange.Resource.Name, exchange.Name);
        var seconds = request.Number("spec", "expirationSeconds") ?? 3600;
        request["status"] = new JsonObject
        {
            // Nothing here checks tokens, so it is not secret: it only has to look like a token.
            ["token"] = $"sandbox.{account.Uid()}.token",
            ["expirationTimestamp"] = state.Clock.GetUtcNow().AddSeconds(seconds).ToApiTime(),
        };
        await exchange.Answer(201, request);
    }

    private string Log(Exchange exchange)
    {
        var pod = state.Get(exchange.Resource.Name, exchange.Namespace, exchange.Name)
            ?? throw Refusal.NotFound(exchange.Resource.Name, exchange.Name);
        var containers = ((string[])["containers", "initContainers"])
            .SelectMany(list => pod.List("spec", list)?.OfType<JsonObject>() ?? [])
            .Select(c => c.Text("name"))
            .ToList();
        var container = exchange.Query("container") is { Length: > 0 } name ? name : containers[0]!;
        if (!containers.Contains(container))
            throw Refusal.BadRequest($"container {container} is not valid for pod {pod.Name()}");
        return log(pod.Namespace()!, pod.Name(), container)
            ?? throw Refusal.BadRequest(
                $"container \"{container}\" in pod \"{pod.Name()}\" is waiting to start: {pod.Text("status", "phase")}"
            );
    }

    private static async Task<JsonObject> ReadAsync(Exchange exchange, string kind)
    {
        var body = await RequestBody.ReadAsync(exchange.Http.Request, exchange.Aborted);
        return body.ReadObject(kind, []);
    }

    private static JsonObject Success() =>
        new()
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject(),
            ["status"] = "Success",
            ["code"] = 201,
        };
}
