using System.Text.Json.Nodes;

namespace CniOperator.Sandbox.Patches;

/// <summary>JSON patch: RFC 6902 over RFC 6901 pointers (<c>application/json-patch+json</c>).</summary>
public static class JsonPatch
{
    /// <summary>The outcome of all <paramref name="operations"/>, in order, on a copy of <paramref name="document"/>; all or nothing.</summary>
    /// <exception cref="PatchException">An operation is malformed (not <see cref="PatchException.IsInvalid"/>) or cannot be carried out.</exception>
    public static JsonNode? Apply(JsonNode document, JsonArray operations) => throw new NotSupportedException();
}
