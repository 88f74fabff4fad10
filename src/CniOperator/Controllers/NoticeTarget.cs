using System.Text.Json.Nodes;
using CniOperator.Core.Decisions;
using CniOperator.Runtime.Client.Resources;

namespace CniOperator.Controllers;

/// <summary>The object that an Event is about, as far as Events need it: no cache keeps it whole.</summary>
internal static class NoticeTarget
{
    internal static Unstructured Of(NoticeSubject subject) =>
        new(
            new JsonObject
            {
                ["apiVersion"] = subject.Key.ApiVersion,
                ["kind"] = subject.Key.Kind,
                ["metadata"] = Metadata(subject),
            }
        );

    private static JsonObject Metadata(NoticeSubject subject)
    {
        var metadata = new JsonObject { ["name"] = subject.Key.Name, ["uid"] = subject.Uid };
        if (subject.Key.Namespace is { } ns)
            metadata["namespace"] = ns;
        return metadata;
    }
}
