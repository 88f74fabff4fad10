using CniOperator.Runtime.Abstractions;

namespace CniOperator.Runtime.Events;

/// <summary>One thing that happened to one object.</summary>
internal sealed record EventNote(
    string ApiVersion,
    string Kind,
    string? Namespace,
    string Name,
    string Uid,
    string ResourceVersion,
    EventType Type,
    string Reason,
    string Message
)
{
    /// <summary>Identifies the object.</summary>
    public string ObjectKey => $"{ApiVersion}|{Kind}|{Namespace}|{Name}|{Uid}";

    /// <summary>Notes with the same one are a repetition, whatever version the object has.</summary>
    public string RepeatKey => $"{ObjectKey}|{Type}|{Reason}|{Message}";

    /// <summary>Notes with the same one differ in their message only.</summary>
    public string SimilarKey => $"{ObjectKey}|{Type}|{Reason}";
}
