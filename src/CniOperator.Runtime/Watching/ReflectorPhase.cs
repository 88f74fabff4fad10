namespace CniOperator.Runtime.Watching;

/// <summary>What a reflector does next.</summary>
internal enum ReflectorPhase
{
    /// <summary>One watch that begins with all objects, KEP-3157.</summary>
    StreamingList,

    /// <summary>List, page by page.</summary>
    List,

    /// <summary>Watch from the last version.</summary>
    Watch,
}
