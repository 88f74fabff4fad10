namespace CniOperator.Operator.Tests.Loop.Stories;

/// <summary>Where stories of one network play.</summary>
/// <param name="Specs">Specs to begin with; what is named more than once is more frequent.</param>
/// <param name="Mishaps">What may happen.</param>
internal sealed record Setting(IReadOnlyList<string> Specs, IReadOnlyList<Mishap> Mishaps)
{
    /// <summary>A spec with the usual pod network.</summary>
    internal static string Spec(string provider, string more = "") =>
        $$$"""{"provider":"{{{provider}}}","podNetwork":{"cidrs":["10.244.0.0/16"]}{{{more}}}}""";
}
