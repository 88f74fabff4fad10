using System.Text.Json.Nodes;

namespace CniOperator.Core.Api;

/// <summary>A patch on one rendered object.</summary>
public sealed record ObjectPatch
{
    /// <summary>Which object.</summary>
    public PatchTarget Target { get; init; } = new();

    /// <summary>A strategic merge or JSON merge patch (an object), or a JSON patch (an array, RFC 6902).</summary>
    public JsonNode? Patch { get; init; }
}
