using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Kubernetes.Patches;
using CniOperator.Kubernetes.Selectors;
using CniOperator.Sandbox.State;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.Http;

/// <summary>The scale subresource of workloads and of custom resources that declare one (autoscaling/v1 <c>Scale</c>).</summary>
internal sealed class ScaleHandler(ClusterState state)
{
    private static readonly ScalePaths Workload = new(".spec.replicas", ".status.replicas", null);

    internal async Task HandleAsync(Exchange exchange, string verb)
    {
        if (verb == "get")
        {
            var found = state.Read(() => exchange.Resource.Store.Find(exchange.Namespace, exchange.Name))
                ?? throw Refusal.NotFound(exchange.Resource.Name, exchange.Name);
            await exchange.Answer(200, ScaleOf(exchange, exchange.Version.FromStorage(found.Json)));
            return;
        }

        if (verb is not ("update" or "patch"))
            throw Refusal.MethodNotAllowed(exchange.Resource.Name, verb);
        var body = await RequestBody.ReadAsync(exchange.Http.Request, exchange.Aborted);
        var sent = body with { MediaType = "application/json" };
        var operations = body.MediaType == "application/json-patch+json" ? JsonReader.Read(body.Bytes, []) as JsonArray : null;
        var map = operations is null ? sent.ReadObject("Scale", []) : [];
        var written = state.Change(
            exchange.Resource,
            exchange.Version,
            exchange.Namespace,
            exchange.Name,
            live => Scaled(exchange, live!, verb, map, operations),
            exchange.WriteSettings("scale")
        );
        await exchange.Answer(200, ScaleOf(exchange, exchange.Version.FromStorage(written.Object.Json)));
    }

    private static JsonObject Scaled(Exchange exchange, JsonObject live, string verb, JsonObject body, JsonArray? operations)
    {
        var scale = ScaleOf(exchange, live);
        var wanted =
            operations is not null ? JsonPatch.Apply(scale, operations)!.AsObject()
            : verb == "patch" ? JsonMergePatch.Apply(scale, body)
            : body;
        var name = wanted.Name();
        if (name.Length > 0 && name != exchange.Name)
            throw Refusal.BadRequest($"the name of the object ({name}) does not match the name on the URL ({exchange.Name})");
        var replicas = wanted.Number("spec", "replicas") ?? 0;
        if (replicas < 0 && !exchange.Resource.Custom)
        {
            throw Refusal.Invalid(
                "autoscaling",
                "Scale",
                exchange.Name,
                [
                    new Kubernetes.Validation.FieldError(
                        "spec.replicas",
                        Kubernetes.Validation.FieldErrorType.Invalid,
                        "must be greater than or equal to 0",
                        $"{replicas}"
                    ),
                ]
            );
        }

        var steps = Paths(exchange).SpecReplicas.Trim('.').Split('.');
        var owner = live;
        foreach (var step in steps[..^1])
            owner = owner.FillMap(step);
        owner[steps[^1]] = replicas;
        if (wanted.Text("metadata", "resourceVersion") is { Length: > 0 } version)
            live.Metadata()["resourceVersion"] = version;
        else
            live.Metadata().Remove("resourceVersion");
        return live;
    }

    private static JsonObject ScaleOf(Exchange exchange, JsonObject obj)
    {
        var paths = Paths(exchange);
        var metadata = new JsonObject();
        foreach (var field in new[] { "name", "namespace", "uid", "resourceVersion", "creationTimestamp" })
            metadata.Put(field, obj.At("metadata", field));
        var status = new JsonObject { ["replicas"] = At(obj, paths.StatusReplicas).Number() ?? 0 };
        var selector = exchange.Resource.Custom
            ? At(obj, paths.LabelSelector ?? "").Text()
            : LabelSelector.Of(obj.Map("spec", "selector")).ToString();
        if (!string.IsNullOrEmpty(selector))
            status["selector"] = selector;
        return new JsonObject
        {
            ["kind"] = "Scale",
            ["apiVersion"] = "autoscaling/v1",
            ["metadata"] = metadata,
            ["spec"] = new JsonObject { ["replicas"] = At(obj, paths.SpecReplicas).Number() ?? 0 },
            ["status"] = status,
        };
    }

    private static ScalePaths Paths(Exchange exchange) => exchange.Version.Scale ?? Workload;

    private static JsonNode? At(JsonObject obj, string path) => path.Length == 0 ? null : obj.At(path.Trim('.').Split('.'));
}
