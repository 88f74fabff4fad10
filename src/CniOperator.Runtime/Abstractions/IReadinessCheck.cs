namespace CniOperator.Runtime.Abstractions;

/// <summary>A part besides the controllers that has a say in <c>/readyz</c>. Register any number of them.</summary>
public interface IReadinessCheck
{
    /// <summary>What keeps the part from being ready, after its name; <c>null</c> when it is.</summary>
    string? Problem { get; }
}
