namespace CniOperator.Health.Verdicts.Judging;

/// <summary>Probes of a time, and what is usual for as many.</summary>
/// <param name="Minutes">How long it is.</param>
/// <param name="Sent">Probes from and to a node.</param>
/// <param name="Lost">Those of them that were lost.</param>
/// <param name="Usual">The share that is lost elsewhere.</param>
internal readonly record struct LossWindow(int Minutes, long Sent, long Lost, double Usual)
{
    internal double Share => Sent == 0 ? 0 : Lost / (double)Sent;

    /// <summary>
    /// How much likelier these losses are by the share that was seen than by the usual one, as a natural logarithm; 0 if they are not
    /// more than usual. The chance of as many losses by the usual share is at most e to its negative (Chernoff's bound for Poisson).
    /// </summary>
    internal double Evidence
    {
        get
        {
            var expected = Usual * Sent;
            return Lost <= expected ? 0 : Lost * Math.Log(Lost / expected) - (Lost - expected);
        }
    }
}
