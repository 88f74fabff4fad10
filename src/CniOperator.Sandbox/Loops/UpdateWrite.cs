using System.Text.Json.Nodes;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.Loops;

/// <summary>Replaces an object or its subresource, with the resource version that the loop saw.</summary>
internal sealed record UpdateWrite(ResourceName Resource, JsonObject Object, string? Subresource = null) : ClusterWrite(Resource);
