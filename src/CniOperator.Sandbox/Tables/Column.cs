using System.Text.Json.Nodes;

namespace CniOperator.Sandbox.Tables;

/// <summary>One column of a kind's table.</summary>
/// <param name="Name">Its heading.</param>
/// <param name="Cell">An object's value in it, at a point in time.</param>
/// <param name="Type">Its OpenAPI type.</param>
/// <param name="Priority">0 is always shown, 1 only in wide output.</param>
/// <param name="Format">Its OpenAPI format.</param>
/// <param name="Description">What it shows.</param>
internal sealed record Column(
    string Name,
    Func<JsonObject, DateTimeOffset, JsonNode?> Cell,
    string Type = "string",
    int Priority = 0,
    string Format = "",
    string Description = ""
)
{
    internal JsonObject Definition() =>
        new()
        {
            ["name"] = Name,
            ["type"] = Type,
            ["format"] = Format,
            ["description"] = Description,
            ["priority"] = Priority,
        };
}
