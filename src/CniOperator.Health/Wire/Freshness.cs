namespace CniOperator.Health.Wire;

/// <summary>Whether a report is new.</summary>
public enum Freshness
{
    /// <summary>It is the next of a process that is known.</summary>
    Next,

    /// <summary>It is the first of a process that is not known, and proves that it is not an old one.</summary>
    NewProcess,

    /// <summary>It was there before, or came after a later one: it must not count.</summary>
    Old,

    /// <summary>Its process is not known and it does not prove that it is new: the acknowledgement's token must come back.</summary>
    Unproven,
}
