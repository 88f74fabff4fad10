namespace CniOperator.Health.Kubelet;

/// <summary>What is known of something that may be well or not.</summary>
public enum Observed : byte
{
    /// <summary>No one says.</summary>
    Unknown,

    /// <summary>It is well: answered, in time.</summary>
    Well,

    /// <summary>It is not: failed, or too late.</summary>
    Bad,
}
