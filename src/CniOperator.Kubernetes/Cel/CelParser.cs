using System.Globalization;

namespace CniOperator.Kubernetes.Cel;

/// <summary>Recursive descent over CEL's grammar; macros become nodes of their own.</summary>
internal sealed class CelParser
{
    /// <summary>cel-go's limit on nesting; it keeps a hostile rule from exhausting the stack.</summary>
    private const int MaxDepth = 100;

    private static readonly HashSet<string> Reserved =
    [
        "as",
        "break",
        "const",
        "continue",
        "else",
        "for",
        "function",
        "if",
        "import",
        "let",
        "loop",
        "package",
        "namespace",
        "return",
        "var",
        "void",
        "while",
    ];

    private static readonly string[] Relations = ["==", "!=", "<", "<=", ">", ">=", "in"];

    private readonly string _text;
    private readonly List<CelToken> _tokens;
    private int _at;
    private int _depth;

    private CelParser(string text) => (_text, _tokens) = (text, CelLexer.Tokens(text));

    private CelToken Now => _tokens[_at];

    /// <exception cref="CelCompileException">The text is no expression.</exception>
    internal static CelNode Parse(string text)
    {
        var parser = new CelParser(text);
        var node = parser.Ternary();
        return parser.Now.Kind == CelTokenKind.End ? node : throw parser.Unexpected();
    }

    private CelNode Ternary()
    {
        if (++_depth > MaxDepth)
            throw new CelCompileException(_text, Now.Offset, "expression recursion limit exceeded: " + MaxDepth);
        var node = Binary(0);
        if (Now.Is("?"))
        {
            var at = Take().Offset;
            var then = Binary(0);
            Expect(":");
            node = new CelCall("_?_:_", null, [node, then, Ternary()], at);
        }

        _depth--;
        return node;
    }

    /// <summary>Levels: or, and, relation, addition, multiplication.</summary>
    private CelNode Binary(int level)
    {
        if (level == 5)
            return Unary();
        var left = Binary(level + 1);
        while (IsOperator(level))
        {
            var op = Take();
            left = new CelCall(op.Text == "in" ? "@in" : $"_{op.Text}_", null, [left, Binary(level + 1)], op.Offset);
        }

        return left;
    }

    private bool IsOperator(int level) =>
        level switch
        {
            0 => Now.Is("||"),
            1 => Now.Is("&&"),
            2 => Array.Exists(Relations, r => Now.Is(r)) || (Now.Kind == CelTokenKind.Identifier && Now.Text == "in"),
            3 => Now.Is("+") || Now.Is("-"),
            _ => Now.Is("*") || Now.Is("/") || Now.Is("%"),
        };

    private CelNode Unary()
    {
        if (++_depth > MaxDepth)
            throw new CelCompileException(_text, Now.Offset, "expression recursion limit exceeded: " + MaxDepth);
        var node =
            Now.Is("!") ? Prefixed("!_")
            : Now.Is("-") ? Negative()
            : Member();
        _depth--;
        return node;
    }

    private CelCall Prefixed(string name)
    {
        var op = Take();
        return new CelCall(name, null, [Unary()], op.Offset);
    }

    private CelNode Negative()
    {
        var next = _tokens[_at + 1];
        if (next.Kind is not (CelTokenKind.Int or CelTokenKind.Double))
            return Prefixed("-_");
        var minus = Take();
        return Postfix(Number(Take(), "-", minus.Offset));
    }

    private CelNode Member() => Postfix(Primary());

    private CelNode Postfix(CelNode node)
    {
        while (true)
        {
            if (Now.Is("."))
                node = Selection(node);
            else if (Now.Is("["))
            {
                var at = Take().Offset;
                var optional = TryTake("?");
                var key = Ternary();
                Expect("]");
                node = new CelIndex(node, key, optional, at);
            }
            else
                return node;
        }
    }

    private CelNode Selection(CelNode operand)
    {
        var at = Take().Offset;
        var optional = TryTake("?");
        var name = Now.Kind == CelTokenKind.Identifier ? Take() : throw Unexpected();
        if (optional || !Now.Is("("))
            return new CelSelect(operand, name.Text, optional, IsTest: false, at);
        var call = Now.Offset;
        return CelMacros.Method(_text, name.Text, operand, Arguments(), call);
    }

    private List<CelNode> Arguments()
    {
        Expect("(");
        var arguments = new List<CelNode>();
        while (!Now.Is(")"))
        {
            arguments.Add(Ternary());
            if (!TryTake(","))
                break;
        }

        Expect(")");
        return arguments;
    }

    private CelNode Primary()
    {
        var token = Now;
        switch (token.Kind)
        {
            case CelTokenKind.Int or CelTokenKind.Uint or CelTokenKind.Double:
                return Number(Take(), "", token.Offset);
            case CelTokenKind.String:
                return new CelLiteral(Take().Text, token.Offset);
            case CelTokenKind.Bytes:
                return new CelLiteral(Take().Bytes, token.Offset);
            case CelTokenKind.Identifier:
                return Name();
        }

        if (token.Is("."))
            return Take() is var _ && Now.Kind == CelTokenKind.Identifier ? Name() : throw Unexpected();
        if (token.Is("["))
            return ListLiteral();
        if (token.Is("{"))
            return MapLiteral();
        if (!token.Is("("))
            throw Unexpected();
        Take();
        var inner = Ternary();
        Expect(")");
        return inner;
    }

    private CelNode Name()
    {
        var token = Take();
        switch (token.Text)
        {
            case "true" or "false":
                return new CelLiteral(token.Text == "true", token.Offset);
            case "null":
                return new CelLiteral(null, token.Offset);
            case "in":
                throw Unexpected(_at - 1);
        }

        if (Reserved.Contains(token.Text))
            throw new CelCompileException(_text, token.Offset, $"reserved identifier: {token.Text}");
        if (!Now.Is("("))
            return new CelIdentifier(token.Text, token.Offset);
        var at = Now.Offset;
        return CelMacros.Function(_text, token.Text, Arguments(), at);
    }

    private CelListLiteral ListLiteral()
    {
        var at = Take().Offset;
        var entries = new List<(CelNode, bool)>();
        while (!Now.Is("]"))
        {
            var optional = TryTake("?");
            entries.Add((Ternary(), optional));
            if (!TryTake(","))
                break;
        }

        Expect("]");
        return new CelListLiteral(entries, at);
    }

    private CelMapLiteral MapLiteral()
    {
        var at = Take().Offset;
        var entries = new List<(CelNode, CelNode, bool)>();
        while (!Now.Is("}"))
        {
            var optional = TryTake("?");
            var key = Ternary();
            Expect(":");
            entries.Add((key, Ternary(), optional));
            if (!TryTake(","))
                break;
        }

        Expect("}");
        return new CelMapLiteral(entries, at);
    }

    private CelLiteral Number(CelToken token, string sign, int offset)
    {
        var hex = token.Text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        if (token.Kind == CelTokenKind.Double)
            return new CelLiteral(double.Parse(sign + token.Text, CultureInfo.InvariantCulture), offset);
        if (
            !ulong.TryParse(
                hex ? token.Text.AsSpan(2) : token.Text,
                hex ? NumberStyles.HexNumber : NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var value
            )
        )
            throw new CelCompileException(_text, offset, token.Kind == CelTokenKind.Uint ? "invalid uint literal" : "invalid int literal");
        if (token.Kind == CelTokenKind.Uint)
            return new CelLiteral(value, offset);
        var limit = sign.Length == 0 ? (ulong)long.MaxValue : (ulong)long.MaxValue + 1;
        if (value > limit)
            throw new CelCompileException(_text, offset, "invalid int literal");
        return new CelLiteral(sign.Length == 0 ? (long)value : unchecked(-(long)value), offset);
    }

    private CelToken Take() => _tokens[_at++];

    private bool TryTake(string op)
    {
        if (!Now.Is(op))
            return false;
        _at++;
        return true;
    }

    private void Expect(string op)
    {
        if (!TryTake(op))
            throw Unexpected();
    }

    private CelCompileException Unexpected(int? index = null)
    {
        var token = _tokens[index ?? _at];
        var shown =
            token.Kind == CelTokenKind.End ? "<EOF>"
            : token.Kind == CelTokenKind.String ? $"\"{token.Text}\""
            : token.Text;
        return new CelCompileException(_text, token.Offset, $"Syntax error: mismatched input '{shown}'");
    }
}
