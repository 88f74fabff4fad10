namespace CniOperator.Health.Verdicts;

/// <summary>How a node is.</summary>
public enum NodeState : byte
{
    /// <summary>No one says, or it says nothing itself.</summary>
    Unknown,

    /// <summary>It reports, and others reach it.</summary>
    Healthy,

    /// <summary>A good part of its edges fails, too little for a verdict.</summary>
    Suspect,

    /// <summary>A verdict is about it.</summary>
    Faulty,
}
