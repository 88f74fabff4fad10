using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace CniOperator.Sandbox.Storage;

/// <summary>What happened to an object.</summary>
public enum ChangeType
{
    /// <summary>It was created.</summary>
    Added,

    /// <summary>It was changed.</summary>
    Modified,

    /// <summary>It is gone.</summary>
    Deleted,
}

/// <summary>One committed change.</summary>
/// <param name="Resource">The collection that the object belongs to.</param>
/// <param name="Type">What happened.</param>
/// <param name="Object">The object after the change (its last state when deleted). Shared by all listeners: treat as read-only, clone before changing.</param>
[SuppressMessage("Naming", "CA1720", Justification = "An object is what the API calls it.")]
public sealed record StateChange(ResourceName Resource, ChangeType Type, JsonObject Object);
