namespace CniOperator.Kubernetes.Apply;

/// <summary>How a value merges and is owned.</summary>
internal enum Shape
{
    /// <summary>As a whole: scalars, atomic lists and maps.</summary>
    Leaf,

    /// <summary>Field by field.</summary>
    Map,

    /// <summary>By entries that are their own identity.</summary>
    Set,

    /// <summary>By entries that key fields identify.</summary>
    KeyedList,
}
