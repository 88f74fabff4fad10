using Scriban.Runtime;

namespace CniOperator.Core.Rendering;

/// <summary>What one rendering was made with, for the rules that judge a change of it.</summary>
/// <param name="Addon">The addon; what another one was made with says nothing.</param>
/// <param name="Seen">Version, backend, parameters and values, as scripts see them. Read-only.</param>
internal sealed record RenderedChoices(string Addon, ScriptObject Seen)
{
    internal static RenderedChoices Of(string addon, ScriptObject model) =>
        new(
            addon,
            new ScriptObject
            {
                ["version"] = model["version"],
                ["backend"] = model["backend"],
                ["params"] = model["params"],
                ["values"] = model["values"],
            }
        );
}
