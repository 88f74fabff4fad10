namespace CniOperator.Kubernetes.Cel;

/// <summary>Splits an expression into tokens (CEL's language definition, "Syntax").</summary>
internal sealed class CelLexer
{
    private static readonly string[] Operators = "&& || == != <= >= < > + - * / % ! ? : . , ( ) [ ] { }".Split(' ');

    private readonly CelCursor _in;

    private CelLexer(string text) => _in = new CelCursor(text);

    internal static List<CelToken> Tokens(string text)
    {
        var lexer = new CelLexer(text);
        var tokens = new List<CelToken>();
        do tokens.Add(lexer.Next());
        while (tokens[^1].Kind != CelTokenKind.End);
        return tokens;
    }

    private CelToken Next()
    {
        SkipSpace();
        var start = _in.At;
        if (_in.At >= _in.Text.Length)
            return new CelToken(CelTokenKind.End, "<EOF>", _in.At);
        if (new CelQuotedLexer(_in).TryRead() is { } quoted)
            return quoted;
        if (char.IsAsciiLetter(_in.Peek()) || _in.Peek() == '_')
        {
            while (char.IsAsciiLetterOrDigit(_in.Peek()) || _in.Peek() == '_')
                _in.At++;
            return new CelToken(CelTokenKind.Identifier, _in.Text[start.._in.At], start);
        }

        if (char.IsAsciiDigit(_in.Peek()) || (_in.Peek() == '.' && char.IsAsciiDigit(_in.Peek(1))))
            return Number(start);
        foreach (var op in Operators)
        {
            if (string.CompareOrdinal(_in.Text, _in.At, op, 0, op.Length) != 0)
                continue;
            _in.At += op.Length;
            return new CelToken(CelTokenKind.Operator, op, start);
        }

        throw new CelCompileException(_in.Text, start, $"Syntax error: token recognition error at: '{_in.Text[start]}'");
    }

    private void SkipSpace()
    {
        while (_in.At < _in.Text.Length)
        {
            if (char.IsWhiteSpace(_in.Peek()))
                _in.At++;
            else if (_in.Peek() == '/' && _in.Peek(1) == '/')
                while (_in.At < _in.Text.Length && _in.Peek() != '\n')
                    _in.At++;
            else
                return;
        }
    }

    private CelToken Number(int start)
    {
        if (_in.Peek() == '0' && _in.Peek(1) is 'x' or 'X')
        {
            _in.At += 2;
            while (char.IsAsciiHexDigit(_in.Peek()))
                _in.At++;
            return Suffix(start, CelTokenKind.Int);
        }

        var kind = CelTokenKind.Int;
        while (char.IsAsciiDigit(_in.Peek()))
            _in.At++;
        if (_in.Peek() == '.' && char.IsAsciiDigit(_in.Peek(1)))
        {
            kind = CelTokenKind.Double;
            _in.At++;
            while (char.IsAsciiDigit(_in.Peek()))
                _in.At++;
        }

        if (_in.Peek() is 'e' or 'E' && (char.IsAsciiDigit(_in.Peek(1)) || (_in.Peek(1) is '+' or '-' && char.IsAsciiDigit(_in.Peek(2)))))
        {
            kind = CelTokenKind.Double;
            _in.At += 2;
            while (char.IsAsciiDigit(_in.Peek()))
                _in.At++;
        }

        return Suffix(start, kind);
    }

    private CelToken Suffix(int start, CelTokenKind kind)
    {
        var text = _in.Text[start.._in.At];
        if (kind != CelTokenKind.Int || _in.Peek() is not ('u' or 'U'))
            return new CelToken(kind, text, start);
        _in.At++;
        return new CelToken(CelTokenKind.Uint, text, start);
    }
}
