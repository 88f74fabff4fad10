using CniOperator.Runtime.Client.Errors;

namespace CniOperator.Runtime.Watching;

/// <summary>How a step went.</summary>
internal abstract record ReflectorOutcome
{
    /// <summary>A list is complete as of a version.</summary>
    public sealed record Listed(string ResourceVersion) : ReflectorOutcome;

    /// <summary>The server ended a watch in good order, as it does every few minutes.</summary>
    /// <param name="ResourceVersion">The last version seen.</param>
    /// <param name="Complete">For a streaming list: whether the list had been completed.</param>
    /// <param name="Events">How many events came, bookmarks included.</param>
    /// <param name="Lasted">How long it lasted.</param>
    public sealed record Ended(string ResourceVersion, bool Complete, int Events, TimeSpan Lasted) : ReflectorOutcome;

    /// <summary>The step failed.</summary>
    /// <param name="ResourceVersion">The last version seen.</param>
    /// <param name="Complete">For a streaming list: whether the list had been completed.</param>
    /// <param name="Error">Why.</param>
    /// <param name="Lasted">How long the step had worked.</param>
    public sealed record Failed(string ResourceVersion, bool Complete, ApiException Error, TimeSpan Lasted) : ReflectorOutcome;
}
