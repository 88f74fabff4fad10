using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Schemas;

namespace CniOperator.Sandbox.Storage;

/// <summary>One version of a resource, as the API serves it.</summary>
internal sealed record ServedVersion
{
    /// <summary>The API group of this endpoint; empty for core. Differs from the stored resource's group for events.</summary>
    internal required string Group { get; init; }

    internal required string Version { get; init; }

    internal required string Kind { get; init; }

    internal required StructuralSchema Schema { get; init; }

    /// <summary>The schema as the CRD states it, for OpenAPI; <c>null</c> for built-in kinds.</summary>
    internal JsonObject? SourceSchema { get; init; }

    internal bool HasStatus { get; init; }

    internal ScalePaths? Scale { get; init; }

    internal IReadOnlyList<string> ExtraSubresources { get; init; } = [];

    internal IReadOnlyList<PrinterColumn> Columns { get; init; } = [];

    internal IReadOnlyList<string> SelectableFields { get; init; } = [];

    /// <summary>False for a CRD's version that is declared but not served.</summary>
    internal bool Served { get; init; } = true;

    internal string? DeprecationWarning { get; init; }

    /// <summary>True when objects are stored at this version.</summary>
    internal bool IsStorage { get; init; } = true;

    /// <summary>Turns a stored object into this version's shape; <c>null</c> when only <c>apiVersion</c> differs.</summary>
    internal Func<JsonObject, JsonObject>? Decode { get; init; }

    /// <summary>Turns an object of this version into the stored shape; <c>null</c> when only <c>apiVersion</c> differs.</summary>
    internal Func<JsonObject, JsonObject>? Encode { get; init; }

    internal string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>A clone in this version's shape.</summary>
    internal JsonObject FromStorage(JsonObject stored)
    {
        if (Decode is not null)
            return Decode(stored);
        var clone = stored.DeepClone().AsObject();
        clone["apiVersion"] = ApiVersion;
        return clone;
    }
}
