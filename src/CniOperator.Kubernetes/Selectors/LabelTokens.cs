namespace CniOperator.Kubernetes.Selectors;

/// <summary>Splits a label selector into words and symbols.</summary>
internal sealed class LabelTokens(string text)
{
    private int _at;
    private string? _next;

    internal static bool IsWord(string token) => !"=!<>(),".Contains(token[0], StringComparison.Ordinal);

    /// <summary>Whether a requirement can begin so.</summary>
    internal static bool IsStart(string token) => token.Length > 0 && (token == "!" || IsWord(token));

    internal string Peek() => _next ??= Read();

    internal string Take()
    {
        var token = Peek();
        _next = null;
        return token;
    }

    internal bool TakeIf(string symbol)
    {
        if (Peek() != symbol)
            return false;
        _next = null;
        return true;
    }

    private string Read()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
            _at++;
        if (_at == text.Length)
            return "";
        var start = _at;
        var first = text[_at++];
        if (first is '=' or '!' && _at < text.Length && text[_at] == '=')
            _at++;
        else if (IsWord(first.ToString()))
            while (_at < text.Length && !char.IsWhiteSpace(text[_at]) && IsWord(text[_at].ToString()))
                _at++;
        return text[start.._at];
    }
}
