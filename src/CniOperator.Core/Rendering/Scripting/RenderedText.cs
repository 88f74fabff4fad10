namespace CniOperator.Core.Rendering.Scripting;

/// <summary>What a template wrote.</summary>
/// <param name="File">The template.</param>
/// <param name="Text">The text.</param>
/// <param name="TemplateLines">The template's line of every line of the text.</param>
internal sealed record RenderedText(string File, string Text, IReadOnlyList<int> TemplateLines)
{
    /// <summary>The template's line for a line of the text, both from 1.</summary>
    internal int TemplateLine(int line) => TemplateLines[Math.Clamp(line - 1, 0, TemplateLines.Count - 1)];
}
