namespace CniOperator.Kubernetes.Cel;

/// <summary>One overload: what a function or method takes and gives.</summary>
/// <param name="Name">The name; operators have cel-go's names, <c>_+_</c>.</param>
/// <param name="Target">The type that the method belongs to; <c>null</c> for a function.</param>
/// <param name="Arguments">The types of the arguments.</param>
/// <param name="Result">The type of the result.</param>
internal sealed record CelSignature(string Name, CelType? Target, IReadOnlyList<CelType> Arguments, CelType Result)
{
    internal static CelSignature Parse(string line)
    {
        var space = line.LastIndexOf(' ');
        var call = line[..space];
        var open = Matching(call);
        var head = call[..open];
        // optional.of is a function with a dotted name.
        var dot = head.StartsWith("optional.", StringComparison.Ordinal) ? -1 : head.LastIndexOf('.');
        return new CelSignature(
            head[(dot + 1)..],
            dot < 0 ? null : CelTypes.Parse(head[..dot]),
            [.. CelTypes.SplitTop(call[(open + 1)..^1]).Select(CelTypes.Parse)],
            CelTypes.Parse(line[(space + 1)..])
        );
    }

    /// <summary>The parenthesis that opens the arguments: the partner of the last one.</summary>
    private static int Matching(string call)
    {
        var depth = 0;
        for (var i = call.Length - 1; ; i--)
        {
            if (call[i] == ')')
                depth++;
            if (call[i] == '(' && --depth == 0)
                return i;
        }
    }
}
