using Scriban;
using Scriban.Parsing;

namespace CniOperator.Core.Rendering.Scripting;

/// <summary>A parsed template or expression; immutable, and shared by every rendering.</summary>
internal sealed class Script
{
    private readonly Template _template;
    private readonly int _firstLine;

    private Script(string file, int firstLine, string text, ScriptMode mode)
    {
        File = file;
        _firstLine = firstLine;
        _template = Template.Parse(text, file, lexerOptions: new LexerOptions { Mode = mode });
    }

    /// <summary>The file that it stands in.</summary>
    internal string File { get; }

    /// <summary>A template file: text with <c>{{ }}</c>.</summary>
    internal static Script ParseTemplate(string file, string text, int firstLine = 1) => new(file, firstLine, text, ScriptMode.Default);

    /// <summary>An expression as descriptors hold them.</summary>
    internal static Script ParseExpression(string file, int line, string text) => new(file, line, text, ScriptMode.ScriptOnly);

    /// <summary>What is wrong with its syntax; empty when it can run.</summary>
    internal IEnumerable<ScriptProblem> Errors =>
        _template.HasErrors
            ? _template
                .Messages.Where(m => m.Type == ParserMessageType.Error)
                .Select(m => new ScriptProblem(File, m.Span.Start.Line + _firstLine, m.Message))
            : [];

    /// <summary>The value of an expression.</summary>
    /// <exception cref="ScriptException">It cannot be parsed or evaluated.</exception>
    internal object? Evaluate(BoundedContext context) =>
        Guard(() =>
        {
            context.StartOver();
            return _template.Evaluate(context);
        });

    /// <summary>The text that a template gives, with the template's line of every line.</summary>
    /// <exception cref="ScriptException">It cannot be parsed or rendered.</exception>
    internal RenderedText Render(BoundedContext context) =>
        Guard(() =>
        {
            context.StartOver();
            var output = new TracingOutput(context);
            context.PushOutput(output);
            try
            {
                _template.Render(context);
            }
            finally
            {
                context.PopOutput();
            }

            return output.Finish(File);
        });

    private T Guard<T>(Func<T> body)
    {
        if (Errors.FirstOrDefault() is { } broken)
            throw new ScriptException(broken);
        try
        {
            return body();
        }
        catch (Scriban.Syntax.ScriptRuntimeException e)
        {
            throw new ScriptException(new ScriptProblem(File, e.Span.Start.Line + _firstLine, e.OriginalMessage));
        }
        catch (Exception e)
            when (e
                    is InvalidOperationException
                        or ArgumentException
                        or InvalidCastException
                        or FormatException
                        or OverflowException
                        or NullReferenceException
            )
        {
            // Scriban lets a few of its own slips through untranslated; to the author of a template they are errors like the others.
            throw new ScriptException(new ScriptProblem(File, _firstLine, e.Message));
        }
    }
}
