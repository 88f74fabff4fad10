using System.Text.Json.Nodes;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.Loops;

/// <summary>Creates an object. When the API refuses, <paramref name="Refused"/> says what to tell the owner (usually an Event).</summary>
internal sealed record CreateWrite(ResourceName Resource, JsonObject Object, Func<string, ClusterWrite?>? Refused = null)
    : ClusterWrite(Resource);
