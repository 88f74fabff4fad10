namespace CniOperator.Kubernetes.Cel;

/// <summary>Recursive descent over CEL's grammar; macros become nodes of their own.</summary>
internal sealed class CelParser
{
    /// <summary>cel-go's limit on nesting; it keeps a hostile rule from exhausting the stack.</summary>
    private const int MaxDepth = 100;

    private static readonly string[] Relations = ["==", "!=", "<", "<=", ">", ">=", "in"];

    private readonly CelTokens _tokens;
    private readonly CelOperandParser _operands;
    private int _depth;

    private CelParser(string text)
    {
        _tokens = new CelTokens(text);
        _operands = new CelOperandParser(_tokens, Ternary);
    }

    private CelToken Now => _tokens.Now;

    /// <exception cref="CelCompileException">The text is not an expression.</exception>
    internal static CelNode Parse(string text)
    {
        var parser = new CelParser(text);
        var node = parser.Ternary();
        return parser.Now.Kind == CelTokenKind.End ? node : throw parser._tokens.Unexpected();
    }

    private CelNode Ternary()
    {
        Descend();
        var node = Binary(0);
        if (Now.Is("?"))
        {
            var at = _tokens.Take().Offset;
            var then = Binary(0);
            _tokens.Expect(":");
            node = new CelCall("_?_:_", null, [node, then, Ternary()], at);
        }

        _depth--;
        return node;
    }

    private void Descend()
    {
        if (++_depth > MaxDepth)
            throw new CelCompileException(_tokens.Text, Now.Offset, "expression recursion limit exceeded: " + MaxDepth);
    }

    /// <summary>Levels: or, and, relation, addition, multiplication.</summary>
    private CelNode Binary(int level)
    {
        if (level == 5)
            return Unary();
        var left = Binary(level + 1);
        while (IsOperator(level))
        {
            var op = _tokens.Take();
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
        Descend();
        var node =
            Now.Is("!") ? Prefixed("!_")
            : Now.Is("-") ? Negative()
            : _operands.Read();
        _depth--;
        return node;
    }

    private CelCall Prefixed(string name)
    {
        var op = _tokens.Take();
        return new CelCall(name, null, [Unary()], op.Offset);
    }

    private CelNode Negative()
    {
        var next = _tokens.Next;
        if (next.Kind is not (CelTokenKind.Int or CelTokenKind.Double))
            return Prefixed("-_");
        var minus = _tokens.Take();
        return _operands.Postfix(CelNumbers.Literal(_tokens.Text, _tokens.Take(), "-", minus.Offset));
    }
}
