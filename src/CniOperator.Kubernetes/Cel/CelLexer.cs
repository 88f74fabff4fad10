using System.Buffers;
using System.Globalization;
using System.Text;

namespace CniOperator.Kubernetes.Cel;

/// <summary>Splits an expression into tokens (CEL's language definition, "Syntax").</summary>
internal sealed class CelLexer
{
    private static readonly string[] Operators =
    [
        "&&",
        "||",
        "==",
        "!=",
        "<=",
        ">=",
        "<",
        ">",
        "+",
        "-",
        "*",
        "/",
        "%",
        "!",
        "?",
        ":",
        ".",
        ",",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
    ];

    private static readonly SearchValues<char> OctalDigits = SearchValues.Create("01234567");
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    private readonly string _text;
    private int _at;

    private CelLexer(string text) => _text = text;

    internal static List<CelToken> Tokens(string text)
    {
        var lexer = new CelLexer(text);
        var tokens = new List<CelToken>();
        do tokens.Add(lexer.Next());
        while (tokens[^1].Kind != CelTokenKind.End);
        return tokens;
    }

    private char Peek(int ahead = 0) => _at + ahead < _text.Length ? _text[_at + ahead] : '\0';

    private CelToken Next()
    {
        SkipSpace();
        var start = _at;
        if (_at >= _text.Length)
            return new CelToken(CelTokenKind.End, "<EOF>", _at);
        if (StringPrefix() is { } prefix)
            return Quoted(start, prefix);
        if (char.IsAsciiLetter(Peek()) || Peek() == '_')
        {
            while (char.IsAsciiLetterOrDigit(Peek()) || Peek() == '_')
                _at++;
            return new CelToken(CelTokenKind.Identifier, _text[start.._at], start);
        }

        if (char.IsAsciiDigit(Peek()) || (Peek() == '.' && char.IsAsciiDigit(Peek(1))))
            return Number(start);
        foreach (var op in Operators)
        {
            if (string.CompareOrdinal(_text, _at, op, 0, op.Length) != 0)
                continue;
            _at += op.Length;
            return new CelToken(CelTokenKind.Operator, op, start);
        }

        throw new CelCompileException(_text, start, $"Syntax error: token recognition error at: '{_text[start]}'");
    }

    private void SkipSpace()
    {
        while (_at < _text.Length)
        {
            if (char.IsWhiteSpace(Peek()))
                _at++;
            else if (Peek() == '/' && Peek(1) == '/')
                while (_at < _text.Length && Peek() != '\n')
                    _at++;
            else
                return;
        }
    }

    private CelToken Number(int start)
    {
        if (Peek() == '0' && Peek(1) is 'x' or 'X')
        {
            _at += 2;
            while (char.IsAsciiHexDigit(Peek()))
                _at++;
            return Suffix(start, CelTokenKind.Int);
        }

        var kind = CelTokenKind.Int;
        while (char.IsAsciiDigit(Peek()))
            _at++;
        if (Peek() == '.' && char.IsAsciiDigit(Peek(1)))
        {
            kind = CelTokenKind.Double;
            _at++;
            while (char.IsAsciiDigit(Peek()))
                _at++;
        }

        if (Peek() is 'e' or 'E' && (char.IsAsciiDigit(Peek(1)) || (Peek(1) is '+' or '-' && char.IsAsciiDigit(Peek(2)))))
        {
            kind = CelTokenKind.Double;
            _at += 2;
            while (char.IsAsciiDigit(Peek()))
                _at++;
        }

        return Suffix(start, kind);
    }

    private CelToken Suffix(int start, CelTokenKind kind)
    {
        var text = _text[start.._at];
        if (kind != CelTokenKind.Int || Peek() is not ('u' or 'U'))
            return new CelToken(kind, text, start);
        _at++;
        return new CelToken(CelTokenKind.Uint, text, start);
    }

    /// <summary>The prefix letters when a quoted literal starts here.</summary>
    private string? StringPrefix()
    {
        var length = 0;
        while (length < 2 && Peek(length) is 'r' or 'R' or 'b' or 'B')
            length++;
        return Peek(length) is '"' or '\'' ? _text.Substring(_at, length).ToLowerInvariant() : null;
    }

    private CelToken Quoted(int start, string prefix)
    {
        _at += prefix.Length;
        var raw = prefix.Contains('r', StringComparison.Ordinal);
        var isBytes = prefix.Contains('b', StringComparison.Ordinal);
        var quote = Peek();
        var triple = Peek(1) == quote && Peek(2) == quote;
        var end = new string(quote, triple ? 3 : 1);
        _at += end.Length;
        var bytes = new List<byte>();
        while (string.CompareOrdinal(_text, _at, end, 0, end.Length) != 0)
        {
            if (_at >= _text.Length || (!triple && Peek() == '\n'))
                throw new CelCompileException(
                    _text,
                    start,
                    $"Syntax error: token recognition error at: '{_text[start..Math.Min(_at, _text.Length)]}'"
                );
            if (Peek() == '\\' && !raw)
                Escape(bytes, isBytes);
            else
                AddRune(bytes);
        }

        _at += end.Length;
        return isBytes
            ? new CelToken(CelTokenKind.Bytes, "", start, [.. bytes])
            : new CelToken(CelTokenKind.String, Encoding.UTF8.GetString([.. bytes]), start);
    }

    private void AddRune(List<byte> bytes)
    {
        var length = char.IsHighSurrogate(Peek()) && char.IsLowSurrogate(Peek(1)) ? 2 : 1;
        bytes.AddRange(Encoding.UTF8.GetBytes(_text.Substring(_at, length)));
        _at += length;
    }

    private void Escape(List<byte> bytes, bool isBytes)
    {
        var start = _at++;
        var c = Peek();
        _at++;
        var simple = "abfnrtv\\?\"'`".IndexOf(c, StringComparison.Ordinal);
        if (simple >= 0)
        {
            bytes.Add((byte)"\a\b\f\n\r\t\v\\?\"'`"[simple]);
            return;
        }

        var (digits, radix) = c switch
        {
            'x' or 'X' => (2, 16),
            'u' => (4, 16),
            'U' => (8, 16),
            >= '0' and <= '3' => (3, 8),
            _ => (0, 0),
        };
        if (radix == 8)
            _at--;
        if (digits == 0 || _at + digits > _text.Length)
            throw Bad(start);
        var number = _text.AsSpan(_at, digits);
        if (number.ContainsAnyExcept(radix == 8 ? OctalDigits : HexDigits))
            throw Bad(start);
        var value = Convert.ToUInt32(number.ToString(), radix);
        _at += digits;
        // In bytes, \x and octal name a byte; in strings, and for \u, a code point.
        if (isBytes && c is not ('u' or 'U'))
            bytes.Add((byte)value);
        else
            bytes.AddRange(Encoding.UTF8.GetBytes(Rune.IsValid(value) ? new Rune(value).ToString() : throw Bad(start)));
    }

    private CelCompileException Bad(int at) =>
        new(
            _text,
            at,
            string.Create(CultureInfo.InvariantCulture, $"Syntax error: invalid escape at: '{_text[at..Math.Min(at + 2, _text.Length)]}'")
        );
}
