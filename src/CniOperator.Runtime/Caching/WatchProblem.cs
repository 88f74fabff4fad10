using CniOperator.Runtime.Client.Resources;

namespace CniOperator.Runtime.Caching;

/// <summary>Why a watch does not run at present.</summary>
/// <param name="Kind">The kind that cannot be watched.</param>
/// <param name="Scope">Which objects of it.</param>
/// <param name="Type">The class of the problem.</param>
/// <param name="Verb">The verb that failed: <c>list</c> or <c>watch</c>.</param>
/// <param name="Message">What happened and how to fix it, for a person.</param>
/// <param name="Since">When it began.</param>
public sealed record WatchProblem(
    ResourceKind Kind,
    ListScope Scope,
    WatchProblemType Type,
    string Verb,
    string Message,
    DateTimeOffset Since
);
