namespace CniOperator.Kubernetes.Cel;

/// <summary>Finds the type of a call among what <see cref="CelSignatureTable"/> has.</summary>
internal static class CelSignatures
{
    private static readonly string[] Ordered = ["bool", "int", "uint", "double", "string", "bytes", "timestamp", "duration"];

    private static readonly ILookup<string, CelSignature> ByName = Build().ToLookup(s => s.Name, StringComparer.Ordinal);

    internal static bool IsKnown(string name) => ByName.Contains(name);

    /// <summary>The result of a call; <c>null</c> when nothing takes these types.</summary>
    internal static CelType? Resolve(string name, CelType? target, IReadOnlyList<CelType> arguments)
    {
        var results = new HashSet<CelType>();
        foreach (var signature in ByName[name])
        {
            if ((signature.Target is null) != (target is null) || signature.Arguments.Count != arguments.Count)
                continue;
            var bound = new Dictionary<string, CelType>(StringComparer.Ordinal);
            if (target is not null && !CelTypes.Bind(signature.Target!, target, bound))
                continue;
            if (signature.Arguments.Zip(arguments).All(p => CelTypes.Bind(p.First, p.Second, bound)))
                results.Add(CelTypes.Substitute(signature.Result, bound));
        }

        // With dyn arguments several overloads fit; which one runs is known only then.
        return results.Count switch
        {
            0 => null,
            1 => results.First(),
            _ => CelType.Dyn,
        };
    }

    private static IEnumerable<CelSignature> Build()
    {
        foreach (var line in CelSignatureTable.Text.Split('\n'))
            yield return CelSignature.Parse(line.Trim());
        foreach (var op in new[] { "<", "<=", ">", ">=" })
        {
            foreach (var type in Ordered)
                yield return CelSignature.Parse($"_{op}_({type},{type}) bool");
            // Numbers of different kinds compare by value.
            foreach (var a in new[] { "int", "uint", "double" })
            foreach (var b in new[] { "int", "uint", "double" })
                if (a != b)
                    yield return CelSignature.Parse($"_{op}_({a},{b}) bool");
        }
    }
}
