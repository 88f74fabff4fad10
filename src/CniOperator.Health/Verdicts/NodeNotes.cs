namespace CniOperator.Health.Verdicts;

/// <summary>Why a node raises no alarm.</summary>
[Flags]
public enum NodeNotes : byte
{
    /// <summary>Nothing: it raises alarms.</summary>
    None = 0,

    /// <summary>Kubernetes says that it is not ready.</summary>
    NotReady = 1,

    /// <summary>New pods are kept away from it.</summary>
    Cordoned = 2,

    /// <summary>It is being deleted, or its machine is.</summary>
    Leaving = 4,

    /// <summary>It joined a moment ago, and no pod of it has been well for long.</summary>
    Joining = 8,
}
