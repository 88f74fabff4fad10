using System.Collections.Concurrent;
using CniOperator.Core.Catalog;
using CniOperator.Core.Rendering.Scripting;
using CniOperator.Kubernetes.Documents;

namespace CniOperator.Core.Rendering;

/// <summary>An addon's scripts, each parsed once, when it is first needed.</summary>
internal sealed class CompiledAddon(Addon addon)
{
    private readonly ConcurrentDictionary<string, Script> _byPath = new(StringComparer.Ordinal);
    private readonly Lazy<IReadOnlyList<Script>> _templates = new(() =>
        [.. addon.Templates.Select(t => Script.ParseTemplate(t.Path, t.Text.Value))]
    );

    // What each template wrote last. Reconciling renders the same again and again, and reading YAML costs more than writing it.
    private readonly ConcurrentDictionary<int, (string Text, IReadOnlyList<YamlDocument> Documents)> _lastParsed = new();

    /// <summary>The templates, in the order of their names.</summary>
    internal IReadOnlyList<Script> Templates => _templates.Value;

    /// <summary>Whether the expression at a field of the descriptor holds; an absent one does.</summary>
    internal bool Holds(BoundedContext context, string path, string? expression) =>
        expression is null || Value(context, path, expression) is not (null or false);

    /// <summary>The value of the expression at a field of the descriptor.</summary>
    internal object? Value(BoundedContext context, string path, string expression) => Expression(path, expression).Evaluate(context);

    /// <summary>The whole number that the expression at a field of the descriptor gives.</summary>
    /// <exception cref="ScriptException">It gives something else, or one below zero.</exception>
    internal int Number(BoundedContext context, string path, string expression) => Number(Value(context, path, expression), path);

    /// <summary>A value that a field of the descriptor gave, as a whole number.</summary>
    /// <exception cref="ScriptException">It is something else, or below zero.</exception>
    internal int Number(object? value, string path) =>
        value switch
        {
            int number and >= 0 => number,
            long number and >= 0 and <= int.MaxValue => (int)number,
            double number when number is >= 0 and <= int.MaxValue && double.IsInteger(number) => (int)number,
            _ => throw Wrong(path, "must give a whole number from 0 on"),
        };

    /// <summary>Says that a field of the descriptor gives what it must not.</summary>
    internal ScriptException Wrong(string path, string problem) =>
        new(new ScriptProblem(addon.DescriptorPath, addon.Source.Find(path).Line, $"{path} {problem}"));

    /// <summary>The text that a field of the descriptor gives.</summary>
    internal string Text(BoundedContext context, string path, string text) =>
        text.Contains("{{", StringComparison.Ordinal) ? TextTemplate(path, text).Render(context).Text : text;

    /// <summary>What a template wrote, read as YAML; shared, so clone before changing.</summary>
    /// <exception cref="DocumentException">It is not YAML.</exception>
    internal IReadOnlyList<YamlDocument> Parse(int template, RenderedText rendered)
    {
        if (_lastParsed.TryGetValue(template, out var last) && last.Text == rendered.Text)
            return last.Documents;
        var documents = YamlReader.Read(rendered.Text, rendered.File);
        _lastParsed[template] = (rendered.Text, documents);
        return documents;
    }

    /// <summary>
    /// Every syntax error of the addon's scripts, so that a test or <c>validate</c> finds those that no rendering has met yet.
    /// </summary>
    internal IReadOnlyList<ScriptProblem> Errors()
    {
        var expressions = DescriptorScripts.Expressions(addon).Select(e => Expression(e.Path, e.Text));
        var texts = DescriptorScripts.Texts(addon).Select(t => TextTemplate(t.Path, t.Text));
        return [.. expressions.Concat(texts).Concat(Templates).SelectMany(script => script.Errors)];
    }

    private Script Expression(string path, string text) =>
        _byPath.GetOrAdd(path, _ => Script.ParseExpression(addon.DescriptorPath, addon.Source.Find(path).Line, text));

    private Script TextTemplate(string path, string text) =>
        _byPath.GetOrAdd(path, _ => Script.ParseTemplate(addon.DescriptorPath, text, addon.Source.Find(path).Line));
}
