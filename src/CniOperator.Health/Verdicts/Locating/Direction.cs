namespace CniOperator.Health.Verdicts.Locating;

/// <summary>Which edges of a node fail.</summary>
internal enum Direction : byte
{
    Both,
    In,
    Out,
}
