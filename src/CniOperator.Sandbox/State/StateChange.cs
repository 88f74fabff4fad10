using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.State;

/// <summary>One committed change.</summary>
/// <param name="Resource">The collection that the object belongs to.</param>
/// <param name="Type">What happened.</param>
/// <param name="Object">
/// The object after the change (its last state when deleted). Shared by all listeners: treat as read-only, clone before changing.
/// </param>
[SuppressMessage("Naming", "CA1720", Justification = "An object is what the API calls it.")]
public sealed record StateChange(ResourceName Resource, StateChangeType Type, JsonObject Object);
