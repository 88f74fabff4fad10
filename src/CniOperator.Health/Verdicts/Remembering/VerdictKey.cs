namespace CniOperator.Health.Verdicts.Remembering;

/// <summary>What makes two verdicts of two judgements the same one. Its class may change while more becomes known.</summary>
/// <param name="Scope">How much it is about.</param>
/// <param name="Area">The area.</param>
/// <param name="Aspect">Set for what may be wrong besides something else of the area; else <c>null</c>.</param>
/// <param name="Node">The node, or the first of the two.</param>
/// <param name="Other">The second one.</param>
/// <param name="Zones">The names of the two zones.</param>
internal readonly record struct VerdictKey(
    VerdictScope Scope,
    HealthArea Area,
    FaultClass? Aspect,
    NodeId Node,
    NodeId Other,
    string Zones
);
