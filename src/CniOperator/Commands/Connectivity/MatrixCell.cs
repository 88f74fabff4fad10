namespace CniOperator.Commands.Connectivity;

/// <summary>How one node's probes to another went; of several the worst counts.</summary>
internal enum MatrixCell : byte
{
    /// <summary>It does not probe it.</summary>
    None,

    /// <summary>All well.</summary>
    Ok,

    /// <summary>Some datagrams of the last minute were lost.</summary>
    Lossy,

    /// <summary>Large packets do not pass, small ones do.</summary>
    Large,

    /// <summary>The last round failed.</summary>
    Failed,

    /// <summary>The node says nothing.</summary>
    Unknown,

    /// <summary>The node itself.</summary>
    Self,
}
