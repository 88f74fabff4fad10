using System.Collections.Concurrent;
using CniOperator.Core.Catalog;
using CniOperator.Core.Rendering.Scripting;

namespace CniOperator.Core.Rendering;

/// <summary>An addon's scripts, each parsed once, when it is first needed.</summary>
internal sealed class CompiledAddon(Addon addon)
{
    private readonly ConcurrentDictionary<string, Script> _byPath = new(StringComparer.Ordinal);
    private readonly Lazy<IReadOnlyList<Script>> _templates = new(() => [.. addon.Templates.Select(t => Script.ParseTemplate(t.Path, t.Text.Value))]);

    /// <summary>The templates, in the order of their names.</summary>
    internal IReadOnlyList<Script> Templates => _templates.Value;

    /// <summary>Whether the expression at a field of the descriptor holds; an absent one does.</summary>
    internal bool Holds(BoundedContext context, string path, string? expression) =>
        expression is null || Value(context, path, expression) is not (null or false);

    /// <summary>The value of the expression at a field of the descriptor.</summary>
    internal object? Value(BoundedContext context, string path, string expression) =>
        _byPath.GetOrAdd(path, _ => Script.ParseExpression(addon.DescriptorPath, addon.Source.Find(path).Line, expression)).Evaluate(context);

    /// <summary>The text that a field of the descriptor gives.</summary>
    internal string Text(BoundedContext context, string path, string text) =>
        text.Contains("{{", StringComparison.Ordinal)
            ? _byPath.GetOrAdd(path, _ => Script.ParseTemplate(addon.DescriptorPath, text, addon.Source.Find(path).Line)).Render(context).Text
            : text;
}
