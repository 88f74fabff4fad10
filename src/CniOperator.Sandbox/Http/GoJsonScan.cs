using System.Globalization;
using System.Text;

namespace CniOperator.Sandbox.Http;

/// <summary>Walks over JSON as the scanner of Go's <c>encoding/json</c> does, and stops at the first mistake with its words.</summary>
internal ref struct GoJsonScan(ReadOnlySpan<byte> text)
{
    private const string TooShort = "unexpected end of JSON input";
    private const string ValueStart = "looking for beginning of value";

    private readonly ReadOnlySpan<byte> _text = text;
    private int _at;

    internal readonly bool AtEnd => _at >= _text.Length;

    private readonly byte Now => AtEnd ? throw new FormatException(TooShort) : _text[_at];

    internal readonly FormatException Wrong(string where) => new($"invalid character {Quote(Now)} {where}");

    internal void Blanks()
    {
        while (!AtEnd && _text[_at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            _at++;
    }

    internal void Value(string context = ValueStart)
    {
        Blanks();
        switch (Now)
        {
            case (byte)'{':
                Map();
                break;
            case (byte)'[':
                List();
                break;
            case (byte)'"':
                Text();
                break;
            case (byte)'t':
                Literal("true");
                break;
            case (byte)'f':
                Literal("false");
                break;
            case (byte)'n':
                Literal("null");
                break;
            case (byte)'-' or (>= (byte)'0' and <= (byte)'9'):
                Number();
                break;
            default:
                throw Wrong(context);
        }
    }

    private void Map()
    {
        _at++;
        Blanks();
        if (Now == '}')
        {
            _at++;
            return;
        }

        while (true)
        {
            Blanks();
            if (Now != '"')
                throw Wrong("looking for beginning of object key string");
            Text();
            Blanks();
            if (Now != ':')
                throw Wrong("after object key");
            _at++;
            Value();
            if (IsLast((byte)'}', "after object key:value pair"))
                return;
        }
    }

    private void List()
    {
        _at++;
        Blanks();
        if (Now == ']')
        {
            _at++;
            return;
        }

        do Value();
        while (!IsLast((byte)']', "after array element"));
    }

    private bool IsLast(byte end, string where)
    {
        Blanks();
        var now = Now;
        if (now != end && now != ',')
            throw Wrong(where);
        _at++;
        return now == end;
    }

    private void Text()
    {
        _at++;
        while (Now != '"')
        {
            if (Now < 0x20)
                throw Wrong("in string literal");
            if (Now == '\\')
            {
                _at++;
                if (!"\"\\/bfnrtu"u8.Contains(Now))
                    throw Wrong("in string escape code");
                if (Now == 'u')
                    Hex();
            }

            _at++;
        }

        _at++;
    }

    private void Hex()
    {
        for (var i = 0; i < 4; i++)
        {
            _at++;
            if (!char.IsAsciiHexDigit((char)Now))
                throw Wrong("in \\u hexadecimal character escape");
        }
    }

    private void Literal(string word)
    {
        foreach (var letter in word)
        {
            if (Now != letter)
                throw Wrong($"in literal {word} (expecting {Quote((byte)letter)})");
            _at++;
        }
    }

    private void Number()
    {
        if (Now == '-')
            _at++;
        if (!char.IsAsciiDigit((char)Now))
            throw Wrong("in numeric literal");
        if (Now == '0')
            _at++;
        else
            Digits();
        if (!AtEnd && _text[_at] == '.')
        {
            _at++;
            if (!char.IsAsciiDigit((char)Now))
                throw Wrong("after decimal point in numeric literal");
            Digits();
        }

        if (AtEnd || _text[_at] is not ((byte)'e' or (byte)'E'))
            return;
        _at++;
        if (Now is (byte)'+' or (byte)'-')
            _at++;
        if (!char.IsAsciiDigit((char)Now))
            throw Wrong("in exponent of numeric literal");
        Digits();
    }

    private void Digits()
    {
        while (!AtEnd && char.IsAsciiDigit((char)_text[_at]))
            _at++;
    }

    // Go's quoteChar reads one byte as one character.
    private static string Quote(byte character) =>
        character switch
        {
            (byte)'\'' => @"'\''",
            (byte)'"' => "'\"'",
            (byte)'\n' => @"'\n'",
            (byte)'\r' => @"'\r'",
            (byte)'\t' => @"'\t'",
            < 0x20 or 0x7f => string.Create(CultureInfo.InvariantCulture, $@"'\x{character:x2}'"),
            _ => $"'{Encoding.Latin1.GetString([character])}'",
        };
}
