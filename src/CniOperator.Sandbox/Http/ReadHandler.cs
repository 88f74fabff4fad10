using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Answers;
using CniOperator.Sandbox.State;
using CniOperator.Sandbox.Storage;
using CniOperator.Sandbox.Tables;

namespace CniOperator.Sandbox.Http;

/// <summary>Carries out get and list.</summary>
internal sealed class ReadHandler(ClusterState state)
{
    private static readonly string[] ObjectShapes = ["Table", "PartialObjectMetadata"];
    private static readonly string[] ListShapes = ["Table", "PartialObjectMetadataList"];

    internal Task GetAsync(Exchange exchange)
    {
        var format = ResponseFormat.Negotiate(exchange.Http.Request, ObjectShapes);
        var asked = ListOptions.CheckReadVersion(exchange.Query("resourceVersion"));
        if (asked > state.Revision)
            throw Refusal.TooLargeVersion(asked.Value, state.Revision);
        var found = state.Read(() => exchange.Resource.Store.Find(exchange.Namespace, exchange.Name))
            ?? throw Refusal.NotFound(exchange.Resource.Name, exchange.Name);
        return AnswerObject(exchange, 200, found, format);
    }

    internal Task ListAsync(Exchange exchange)
    {
        var format = ResponseFormat.Negotiate(exchange.Http.Request, ListShapes);
        var page = ListQuery.Run(state, exchange.Resource, exchange.Filter(), ListOptions.ForList(exchange));
        var metadata = new JsonObject { ["resourceVersion"] = page.ResourceVersion };
        if (page.Continue is not null)
            metadata["continue"] = page.Continue;
        if (page.Remaining is { } remaining)
            metadata["remainingItemCount"] = remaining;
        if (format.IsTable)
            return exchange.Answer(
                200,
                TablePrinter.Print(exchange.Resource, exchange.Version, page.Items, metadata, state.Clock, Include(exchange))
            );
        return exchange.Answer(
            200,
            format.IsMetadata
                ? MetadataOnly.List(page.Items, metadata)
                : ListText.Write(exchange.Resource, exchange.Version, page.Items, metadata)
        );
    }

    /// <summary>Answers with one object in the shape that the client wants.</summary>
    internal static byte[] ObjectText(ClusterState state, Exchange exchange, StoredObject obj, ResponseFormat format)
    {
        if (format.IsTable)
        {
            var metadata = new JsonObject { ["resourceVersion"] = obj.Json.Text("metadata", "resourceVersion") };
            return JsonText.Utf8(TablePrinter.Print(exchange.Resource, exchange.Version, [obj], metadata, state.Clock, Include(exchange)));
        }

        return format.IsMetadata ? JsonText.Utf8(MetadataOnly.Of(obj)) : obj.Utf8At(exchange.Version);
    }

    private static string? Include(Exchange exchange) => exchange.Query("includeObject");

    private Task AnswerObject(Exchange exchange, int status, StoredObject obj, ResponseFormat format) =>
        exchange.Answer(status, ObjectText(state, exchange, obj, format));
}
