using System.Text.Json.Nodes;

namespace CniOperator.Core.Api;

/// <summary>Where the dataplane's pods run.</summary>
public sealed record Placement
{
    /// <summary>Added to the addon's own node selector.</summary>
    public IReadOnlyDictionary<string, string> NodeSelector { get; init; } = new Dictionary<string, string>();

    /// <summary>Added to the addon's own tolerations.</summary>
    public JsonArray? Tolerations { get; init; }

    /// <summary>Replaces the main container's resources.</summary>
    public JsonObject? Resources { get; init; }
}
