using CniOperator.Core.Objects;

namespace CniOperator.Hosting;

/// <summary>Hears in-process what the operator does, as it happens; for commands that show it.</summary>
public interface IProgressFeed
{
    /// <summary>One thing happened. Called from the operator's threads, one call at a time; must be fast and must not throw.</summary>
    void Report(ProgressStep step);
}

/// <summary>One thing that happened.</summary>
public abstract record ProgressStep;

/// <summary>The operator runs and watches.</summary>
public sealed record OperatorStarted : ProgressStep;

/// <summary>The cluster lacks something that the operator waits for, as its CRD.</summary>
/// <param name="Message">What, and how to mend it.</param>
public sealed record OperatorWaits(string Message) : ProgressStep;

/// <summary>An object was applied.</summary>
/// <param name="Key">The object.</param>
/// <param name="Created">It was not there before.</param>
public sealed record ObjectApplied(ObjectKey Key, bool Created) : ProgressStep;

/// <summary>An object that someone had changed or deleted was restored.</summary>
/// <param name="Key">The object.</param>
/// <param name="Message">What had changed, and by whom.</param>
public sealed record DriftRepaired(ObjectKey Key, string Message) : ProgressStep;

/// <summary>An object was deleted.</summary>
/// <param name="Key">The object.</param>
public sealed record ObjectDeleted(ObjectKey Key) : ProgressStep;

/// <summary>A request was refused; it is tried again.</summary>
/// <param name="Key">The object.</param>
/// <param name="Message">The server's words.</param>
public sealed record RequestRefused(ObjectKey Key, string Message) : ProgressStep;

/// <summary>A pod of the dataplane became ready.</summary>
/// <param name="Node">Its node.</param>
/// <param name="Pod">The pod.</param>
public sealed record PodReady(string Node, string Pod) : ProgressStep;

/// <summary>A condition changed its status or reason.</summary>
/// <param name="Network">The ClusterNetwork.</param>
/// <param name="Type">The condition.</param>
/// <param name="Status">Its status now.</param>
/// <param name="Reason">Its reason now.</param>
/// <param name="Message">Its message now.</param>
public sealed record ConditionChanged(string Network, string Type, string Status, string Reason, string Message) : ProgressStep;
