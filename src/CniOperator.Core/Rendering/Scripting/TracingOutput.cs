using System.Text;
using Scriban;
using Scriban.Runtime;
using Scriban.Syntax;

namespace CniOperator.Core.Rendering.Scripting;

/// <summary>Collects what a template writes and remembers which of its lines wrote each line.</summary>
internal sealed class TracingOutput(TemplateContext context) : IScriptOutput
{
    private readonly StringBuilder _text = new();
    private readonly List<int> _templateLines = [1];

    public void Write(string text, int offset, int count)
    {
        // Static text spans lines of its own; what an expression writes belongs to the expression's line.
        var node = context.CurrentNode;
        var line = (node?.Span.Start.Line ?? 0) + 1;
        var isStatic = node is ScriptRawStatement;
        if (AtLineStart)
            _templateLines[^1] = line;
        for (var i = offset; i < offset + count; i++)
        {
            if (text[i] != '\n')
                continue;
            if (isStatic)
                line++;
            _templateLines.Add(line);
        }

        _text.Append(text, offset, count);
    }

    public ValueTask WriteAsync(string text, int offset, int count, CancellationToken cancellationToken)
    {
        Write(text, offset, count);
        return default;
    }

    internal RenderedText Finish(string file) => new(file, _text.ToString(), _templateLines);

    private bool AtLineStart => _text.Length == 0 || _text[^1] == '\n';
}
