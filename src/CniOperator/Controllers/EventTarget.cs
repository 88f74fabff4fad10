using System.Text.Json.Nodes;
using CniOperator.Core.Judgements;
using CniOperator.Runtime.Client.Resources;

namespace CniOperator.Controllers;

/// <summary>The object that an Event regards, as far as Events need it: no cache keeps it whole.</summary>
internal static class EventTarget
{
    internal static Unstructured Of(Regarding regarding) =>
        new(
            new JsonObject
            {
                ["apiVersion"] = regarding.Key.ApiVersion,
                ["kind"] = regarding.Key.Kind,
                ["metadata"] = Metadata(regarding),
            }
        );

    private static JsonObject Metadata(Regarding regarding)
    {
        var metadata = new JsonObject { ["name"] = regarding.Key.Name, ["uid"] = regarding.Uid };
        if (regarding.Key.Namespace is { } ns)
            metadata["namespace"] = ns;
        return metadata;
    }
}
