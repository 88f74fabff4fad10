using System.Text;

namespace CniOperator.Kubernetes.Formats;

/// <summary>
/// Rewrites an RE2 pattern for .NET. RE2's <c>$</c> means the very end, .NET's also the place before a last line feed; <c>\d</c> and
/// <c>\w</c> are ASCII there.
/// </summary>
internal sealed class Re2Syntax
{
    private readonly string _pattern;
    private readonly StringBuilder _result;
    private int _at;
    private bool _inClass;

    private Re2Syntax(string pattern)
    {
        _pattern = pattern;
        _result = new StringBuilder(pattern.Length + 8);
    }

    internal static string ToDotNet(string pattern)
    {
        var syntax = new Re2Syntax(pattern);
        while (syntax._at < pattern.Length)
            syntax.Next(pattern[syntax._at++]);
        return syntax._result.ToString();
    }

    private char Following => _at < _pattern.Length ? _pattern[_at] : '\0';

    private void Next(char c)
    {
        switch (c)
        {
            case '\\' when _at < _pattern.Length:
                _result.Append(Escape(_pattern[_at++]));
                break;
            case '[' when !_inClass:
                OpenClass();
                break;
            case ']':
                _inClass = false;
                _result.Append(c);
                break;
            // Inside a class a bracket is literal, unless it opens a named class.
            case '[' when Following != ':':
                _result.Append("\\[");
                break;
            case '$' when !_inClass:
                _result.Append("\\z");
                break;
            default:
                _result.Append(c);
                break;
        }
    }

    private string Escape(char c) =>
        (c, _inClass) switch
        {
            ('d', false) => "[0-9]",
            ('d', true) => "0-9",
            ('w', false) => "[0-9A-Za-z_]",
            ('w', true) => "0-9A-Za-z_",
            ('D', false) => "[^0-9]",
            ('W', false) => "[^0-9A-Za-z_]",
            ('z', false) => "\\z",
            _ => "\\" + c,
        };

    // A bracket right after the opening, or after its caret, is literal.
    private void OpenClass()
    {
        _inClass = true;
        _result.Append('[');
        if (Following == '^')
            _result.Append(_pattern[_at++]);
        if (Following != ']')
            return;
        _result.Append("\\]");
        _at++;
    }
}
