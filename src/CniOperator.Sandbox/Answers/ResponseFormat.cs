using CniOperator.Sandbox.Storage;
using Microsoft.AspNetCore.Http;

namespace CniOperator.Sandbox.Answers;

/// <summary>What shape of answer a client accepts. This server speaks JSON only, as one built without protobuf and CBOR would.</summary>
internal sealed record ResponseFormat(string? As, string? Version)
{
    internal static readonly string[] Offered = ["application/json"];

    internal bool IsTable => As == "Table";

    internal bool IsMetadata => As is "PartialObjectMetadata" or "PartialObjectMetadataList";

    /// <summary>The first acceptable media range, in the order the client lists them.</summary>
    /// <exception cref="ApiStatusException">None is acceptable: 406.</exception>
    internal static ResponseFormat Negotiate(HttpRequest request, params ReadOnlySpan<string> shapes)
    {
        var accept = request.Headers.Accept.ToString();
        if (accept.Length == 0)
            return new ResponseFormat(null, null);
        foreach (var range in accept.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = range.Split(';', StringSplitOptions.TrimEntries);
            if (parts[0] is not ("application/json" or "application/*" or "*/*"))
                continue;
            var shape = Parameter(parts, "as");
            if (shape is null)
                return new ResponseFormat(null, null);
            if (shapes.Contains(shape) && IsKnown(parts))
                return new ResponseFormat(shape, Parameter(parts, "v"));
        }

        throw Refusal.NotAcceptable(Offered);
    }

    private static bool IsKnown(string[] parts) =>
        (Parameter(parts, "g"), Parameter(parts, "v")) is ("meta.k8s.io" or null, "v1" or "v1beta1" or null) or ("apidiscovery.k8s.io", _);

    private static string? Parameter(string[] parts, string name) =>
        parts.Skip(1).Where(p => p.StartsWith(name + "=", StringComparison.Ordinal)).Select(p => p[(name.Length + 1)..]).FirstOrDefault();
}
