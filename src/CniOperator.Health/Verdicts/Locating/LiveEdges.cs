namespace CniOperator.Health.Verdicts.Locating;

/// <summary>The edges of one node that nothing larger explains.</summary>
internal struct LiveEdges
{
    internal int In;
    internal int InFailed;
    internal int Out;
    internal int OutFailed;

    internal readonly int Failed => InFailed + OutFailed;

    internal readonly double Share => In + Out == 0 ? 0 : Failed / (double)(In + Out);
}
