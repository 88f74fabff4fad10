namespace CniOperator.Runtime.Abstractions;

/// <summary>The two kinds of Event that Kubernetes knows.</summary>
public enum EventType
{
    /// <summary>Something happened as it should.</summary>
    Normal,

    /// <summary>Something needs a person's attention.</summary>
    Warning,
}
