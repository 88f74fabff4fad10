using System.Text.Json.Nodes;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.Loops;

/// <summary>An object and the collection it lives in.</summary>
internal readonly record struct ViewEntry(ResourceName Resource, JsonObject Object);
