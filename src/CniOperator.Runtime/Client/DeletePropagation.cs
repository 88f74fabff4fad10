namespace CniOperator.Runtime.Client;

/// <summary>What a delete does to dependants.</summary>
public enum DeletePropagation
{
    /// <summary>They go afterwards, by garbage collection.</summary>
    Background,

    /// <summary>They go first.</summary>
    Foreground,

    /// <summary>They stay.</summary>
    Orphan,
}
