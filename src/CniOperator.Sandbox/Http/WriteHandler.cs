using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Answers;
using CniOperator.Sandbox.State;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.Http;

/// <summary>Carries out create and update.</summary>
internal sealed class WriteHandler(ClusterState state)
{
    internal async Task CreateAsync(Exchange exchange)
    {
        var format = ResponseFormat.Negotiate(exchange.Http.Request, "Table", "PartialObjectMetadata");
        var obj = await ReadAsync(exchange);
        SetNamespace(exchange, obj);
        exchange.Http.Items["name"] = obj.Name();
        var written = state.Create(exchange.Resource, exchange.Version, obj, exchange.WriteSettings(""));
        await Answer(exchange, written, format);
    }

    internal async Task ReplaceAsync(Exchange exchange)
    {
        var format = ResponseFormat.Negotiate(exchange.Http.Request, "Table", "PartialObjectMetadata");
        var obj = await ReadAsync(exchange);
        SetNamespace(exchange, obj);
        CheckName(exchange, obj);
        var options = exchange.WriteSettings(exchange.Info.Subresource) with { Replaces = true };
        var written = state.Change(exchange.Resource, exchange.Version, exchange.Namespace, exchange.Name, _ => obj, options);
        await Answer(exchange, written, format);
    }

    /// <summary>The body must name the object of the path.</summary>
    internal static void CheckName(Exchange exchange, JsonObject obj)
    {
        if (obj.Name().Length == 0)
            throw Refusal.BadRequest($"the name of the object ({exchange.Name} based on URL) was undeterminable: name must be provided");
        if (obj.Name() != exchange.Name)
            throw Refusal.BadRequest($"the name of the object ({obj.Name()}) does not match the name on the URL ({exchange.Name})");
    }

    internal Task Answer(Exchange exchange, Written written, ResponseFormat format) =>
        exchange.Answer(written.Created ? 201 : 200, ReadHandler.ObjectText(state, exchange, written.Object, format));

    private static async Task<JsonObject> ReadAsync(Exchange exchange)
    {
        var body = await RequestBody.ReadAsync(exchange.Http.Request, exchange.Aborted);
        var decoder = new ObjectDecoder(exchange);
        var obj = body.ReadObject(exchange.Version.Kind, decoder.Duplicates);
        if (exchange.Resource.Custom && obj.Text("kind") is null or "")
            throw body.Unrecognized(exchange.Version.Kind, $"Object 'Kind' is missing in '{body.Text}'");
        return decoder.Decode(obj);
    }

    /// <summary>The namespace is the path's; a body that names another one is a mistake.</summary>
    internal static void SetNamespace(Exchange exchange, JsonObject obj)
    {
        if (!exchange.Resource.Namespaced)
            return;
        if (obj.Namespace() is { } stated && stated != exchange.Namespace)
            throw Refusal.BadRequest("the namespace of the provided object does not match the namespace sent on the request");
        obj.Metadata()["namespace"] = exchange.Namespace;
    }
}
