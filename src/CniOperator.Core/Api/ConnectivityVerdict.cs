namespace CniOperator.Core.Api;

/// <summary>Something that does not reach something.</summary>
/// <param name="Scope"><c>Global</c>, <c>ZonePair</c>, <c>Node</c> or <c>Link</c>.</param>
/// <param name="Subject">What it is about: <c>cluster</c>, <c>node-5</c>, <c>node-5 - node-7</c>.</param>
/// <param name="Class">The kind of fault, as <c>MtuBlackHole</c>.</param>
/// <param name="Since">When it was first seen.</param>
/// <param name="Evidence">What was measured.</param>
/// <param name="Hint">What to do.</param>
/// <param name="Excused">It is shown and raises no alarm: its node is not ready, cordoned, leaving or joining.</param>
public sealed record ConnectivityVerdict(
    string Scope,
    string Subject,
    string Class,
    DateTimeOffset Since,
    string Evidence,
    string Hint,
    bool Excused
);
