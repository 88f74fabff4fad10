namespace CniOperator.Kubernetes.Cel;

/// <summary>The tokens of an expression, taken one after the other.</summary>
internal sealed class CelTokens(string text)
{
    private readonly List<CelToken> _all = CelLexer.Tokens(text);
    private int _at;

    internal string Text { get; } = text;

    internal CelToken Now => _all[_at];

    internal CelToken Next => _all[_at + 1];

    /// <summary>The present token, and goes on to the next.</summary>
    internal CelToken Take() => _all[_at++];

    /// <summary>Goes on when the present token is this operator.</summary>
    internal bool TryTake(string op)
    {
        if (!Now.Is(op))
            return false;
        _at++;
        return true;
    }

    /// <exception cref="CelCompileException">The present token is another one.</exception>
    internal void Expect(string op)
    {
        if (!TryTake(op))
            throw Unexpected();
    }

    /// <summary>What is wrong with a token; the present one when none is given.</summary>
    internal CelCompileException Unexpected(CelToken? at = null)
    {
        var token = at ?? Now;
        var shown =
            token.Kind == CelTokenKind.End ? "<EOF>"
            : token.Kind == CelTokenKind.String ? $"\"{token.Text}\""
            : token.Text;
        return new CelCompileException(Text, token.Offset, $"Syntax error: mismatched input '{shown}'");
    }
}
