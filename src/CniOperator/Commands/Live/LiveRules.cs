namespace CniOperator.Commands.Live;

/// <summary>Ids of the findings that a live cluster gives; <c>docs/findings.md</c> lists them, and a test holds both equal.</summary>
internal static class LiveRules
{
    /// <summary>An older ClusterNetwork is active there.</summary>
    internal const string Superseded = "cluster/superseded";

    /// <summary>It does not serve ClusterNetwork in this version.</summary>
    internal const string Crd = "cluster/crd";

    /// <summary>It refuses the ClusterNetwork or an object.</summary>
    internal const string Refused = "cluster/refused";

    /// <summary>It does not know the kind of an object.</summary>
    internal const string Kind = "cluster/kind";

    /// <summary>It does not let objects be read that tell of its addresses, or a Secret.</summary>
    internal const string Unread = "cluster/unread";

    /// <summary>Objects could not be tried.</summary>
    internal const string Untried = "cluster/untried";
}
