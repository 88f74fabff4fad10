using System.Buffers;
using System.Globalization;
using System.Text;

namespace CniOperator.Kubernetes.Cel;

/// <summary>Reads string and bytes literals: prefixes, single and triple quotes, escapes.</summary>
internal sealed class CelQuotedLexer(CelCursor cursor)
{
    private static readonly SearchValues<char> OctalDigits = SearchValues.Create("01234567");
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    private readonly CelCursor _in = cursor;

    /// <summary>The literal that starts here; <c>null</c> when none does.</summary>
    /// <exception cref="CelCompileException">It does not end, or has an escape that does not exist.</exception>
    internal CelToken? TryRead() => StringPrefix() is { } prefix ? Read(_in.At, prefix) : null;

    /// <summary>The prefix letters when a quoted literal starts here.</summary>
    private string? StringPrefix()
    {
        var length = 0;
        while (length < 2 && _in.Peek(length) is 'r' or 'R' or 'b' or 'B')
            length++;
        return _in.Peek(length) is '"' or '\'' ? _in.Text.Substring(_in.At, length).ToLowerInvariant() : null;
    }

    private CelToken Read(int start, string prefix)
    {
        _in.At += prefix.Length;
        var raw = prefix.Contains('r', StringComparison.Ordinal);
        var isBytes = prefix.Contains('b', StringComparison.Ordinal);
        var quote = _in.Peek();
        var triple = _in.Peek(1) == quote && _in.Peek(2) == quote;
        var end = new string(quote, triple ? 3 : 1);
        _in.At += end.Length;
        var bytes = new List<byte>();
        while (string.CompareOrdinal(_in.Text, _in.At, end, 0, end.Length) != 0)
        {
            if (_in.At >= _in.Text.Length || (!triple && _in.Peek() == '\n'))
                throw new CelCompileException(
                    _in.Text,
                    start,
                    $"Syntax error: token recognition error at: '{_in.Text[start..Math.Min(_in.At, _in.Text.Length)]}'"
                );
            if (_in.Peek() == '\\' && !raw)
                Escape(bytes, isBytes);
            else
                AddRune(bytes);
        }

        _in.At += end.Length;
        return isBytes
            ? new CelToken(CelTokenKind.Bytes, "", start, [.. bytes])
            : new CelToken(CelTokenKind.String, Encoding.UTF8.GetString([.. bytes]), start);
    }

    private void AddRune(List<byte> bytes)
    {
        var length = char.IsHighSurrogate(_in.Peek()) && char.IsLowSurrogate(_in.Peek(1)) ? 2 : 1;
        bytes.AddRange(Encoding.UTF8.GetBytes(_in.Text.Substring(_in.At, length)));
        _in.At += length;
    }

    private void Escape(List<byte> bytes, bool isBytes)
    {
        var start = _in.At++;
        var c = _in.Peek();
        _in.At++;
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
            _in.At--;
        if (digits == 0 || _in.At + digits > _in.Text.Length)
            throw Bad(start);
        var number = _in.Text.AsSpan(_in.At, digits);
        if (number.ContainsAnyExcept(radix == 8 ? OctalDigits : HexDigits))
            throw Bad(start);
        var value = Convert.ToUInt32(number.ToString(), radix);
        _in.At += digits;
        // In bytes, \x and octal name a byte; in strings, and for \u, a code point.
        if (isBytes && c is not ('u' or 'U'))
            bytes.Add((byte)value);
        else
            bytes.AddRange(Encoding.UTF8.GetBytes(Rune.IsValid(value) ? new Rune(value).ToString() : throw Bad(start)));
    }

    private CelCompileException Bad(int at) =>
        new(
            _in.Text,
            at,
            string.Create(
                CultureInfo.InvariantCulture,
                $"Syntax error: invalid escape at: '{_in.Text[at..Math.Min(at + 2, _in.Text.Length)]}'"
            )
        );
}
