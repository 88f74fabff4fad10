namespace CniOperator.Core.Rollout;

/// <summary>How much a line of a log explains why a process ended, the more the later.</summary>
internal enum LogSeverity
{
    /// <summary>Nothing, as far as can be told.</summary>
    None,

    /// <summary>It was logged as less than an error, and has words of one.</summary>
    Mentioned,

    /// <summary>It says not how severe it is, and has words of an error.</summary>
    Words,

    /// <summary>An error, by its own account.</summary>
    Error,

    /// <summary>A crash of the language's runtime, which ends what its program logs.</summary>
    Panic,
}
