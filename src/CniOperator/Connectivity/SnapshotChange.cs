namespace CniOperator.Connectivity;

/// <summary>How much two snapshots differ.</summary>
internal enum SnapshotChange
{
    /// <summary>Not so that anyone must hear of it.</summary>
    None,

    /// <summary>In numbers and words.</summary>
    Words,

    /// <summary>In what is proven, or in what is wrong.</summary>
    Results,
}
