namespace CniOperator.Kubernetes.Cel;

/// <summary>Parses what operators work on: literals, names, calls, selections, lists, maps, expressions in parentheses.</summary>
/// <param name="tokens">Where to read from.</param>
/// <param name="expression">Parses a whole expression.</param>
internal sealed class CelOperandParser(CelTokens tokens, Func<CelNode> expression)
{
    /// <summary>An operand with all that follows it: fields, calls, indexes.</summary>
    internal CelNode Read() => Postfix(Primary());

    /// <summary>What follows an operand.</summary>
    internal CelNode Postfix(CelNode node)
    {
        while (true)
        {
            if (tokens.Now.Is("."))
                node = Selection(node);
            else if (tokens.Now.Is("["))
            {
                var at = tokens.Take().Offset;
                var optional = tokens.TryTake("?");
                var key = expression();
                tokens.Expect("]");
                node = new CelIndex(node, key, optional, at);
            }
            else
                return node;
        }
    }

    private CelNode Selection(CelNode operand)
    {
        var at = tokens.Take().Offset;
        var optional = tokens.TryTake("?");
        var name = tokens.Now.Kind == CelTokenKind.Identifier ? tokens.Take() : throw tokens.Unexpected();
        if (optional || !tokens.Now.Is("("))
            return new CelSelect(operand, name.Text, optional, IsTest: false, at);
        var call = tokens.Now.Offset;
        return CelMacros.Method(tokens.Text, name.Text, operand, Arguments(), call);
    }

    private List<CelNode> Arguments()
    {
        tokens.Expect("(");
        return Entries(")", expression);
    }

    private List<T> Entries<T>(string end, Func<T> entry)
    {
        var entries = new List<T>();
        while (!tokens.Now.Is(end))
        {
            entries.Add(entry());
            if (!tokens.TryTake(","))
                break;
        }

        tokens.Expect(end);
        return entries;
    }

    private CelNode Primary()
    {
        var token = tokens.Now;
        switch (token.Kind)
        {
            case CelTokenKind.Int or CelTokenKind.Uint or CelTokenKind.Double:
                return CelNumbers.Literal(tokens.Text, tokens.Take(), "", token.Offset);
            case CelTokenKind.String:
                return new CelLiteral(tokens.Take().Text, token.Offset);
            case CelTokenKind.Bytes:
                return new CelLiteral(tokens.Take().Bytes, token.Offset);
            case CelTokenKind.Identifier:
                return Name();
        }

        if (token.Is("."))
            return tokens.Take() is var _ && tokens.Now.Kind == CelTokenKind.Identifier ? Name() : throw tokens.Unexpected();
        if (token.Is("["))
            return ListLiteral();
        if (token.Is("{"))
            return MapLiteral();
        if (!token.Is("("))
            throw tokens.Unexpected();
        tokens.Take();
        var inner = expression();
        tokens.Expect(")");
        return inner;
    }

    private CelNode Name()
    {
        var token = tokens.Take();
        switch (token.Text)
        {
            case "true" or "false":
                return new CelLiteral(token.Text == "true", token.Offset);
            case "null":
                return new CelLiteral(null, token.Offset);
            case "in":
                throw tokens.Unexpected(token);
        }

        if (CelNames.IsReserved(token.Text))
            throw new CelCompileException(tokens.Text, token.Offset, $"reserved identifier: {token.Text}");
        if (!tokens.Now.Is("("))
            return new CelIdentifier(token.Text, token.Offset);
        var at = tokens.Now.Offset;
        return CelMacros.Function(tokens.Text, token.Text, Arguments(), at);
    }

    private CelListLiteral ListLiteral()
    {
        var at = tokens.Take().Offset;
        return new CelListLiteral(Entries("]", ListEntry), at);
    }

    private (CelNode Value, bool IsOptional) ListEntry()
    {
        var optional = tokens.TryTake("?");
        return (expression(), optional);
    }

    private CelMapLiteral MapLiteral()
    {
        var at = tokens.Take().Offset;
        return new CelMapLiteral(Entries("}", MapEntry), at);
    }

    private (CelNode Key, CelNode Value, bool IsOptional) MapEntry()
    {
        var optional = tokens.TryTake("?");
        var key = expression();
        tokens.Expect(":");
        return (key, expression(), optional);
    }
}
