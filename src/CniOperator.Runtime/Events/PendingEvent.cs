using CniOperator.Runtime.Abstractions;

namespace CniOperator.Runtime.Events;

/// <summary>An Event that is to be written.</summary>
/// <param name="Regarding">The object that it is about.</param>
/// <param name="Type">Normal or Warning.</param>
/// <param name="Reason">Why, one CamelCase word.</param>
/// <param name="Message">What happened, no longer than the API takes.</param>
internal sealed record PendingEvent(ObjectReference Regarding, EventType Type, string Reason, string Message)
{
    /// <summary>Events with the same one are a repetition, whatever version the object has.</summary>
    public string RepeatKey => $"{SimilarKey}|{Message}";

    /// <summary>Events with the same one differ in their message only.</summary>
    public string SimilarKey => $"{Regarding.Key}|{Type}|{Reason}";

    /// <summary>It reports the state of its object: an earlier one is no longer true.</summary>
    public bool IsState { get; init; }

    /// <summary>What it counts against when there are too many.</summary>
    public string BudgetKey => IsState ? $"{Regarding.Key}|state" : Regarding.Key;
}
