namespace CniOperator.Runtime.Caching;

/// <summary>How a cached object changed.</summary>
public enum ChangeType
{
    /// <summary>It is new to the cache.</summary>
    Added,

    /// <summary>Its resourceVersion changed.</summary>
    Modified,

    /// <summary>It is gone, or left the selector; also found by comparing lists after a deletion was missed.</summary>
    Deleted,
}
