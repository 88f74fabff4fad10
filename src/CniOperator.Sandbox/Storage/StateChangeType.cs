namespace CniOperator.Sandbox.Storage;

/// <summary>What happened to an object.</summary>
public enum StateChangeType
{
    /// <summary>It was created.</summary>
    Added,

    /// <summary>It was changed.</summary>
    Modified,

    /// <summary>It is gone.</summary>
    Deleted,
}
