namespace CniOperator.Runtime.Abstractions;

/// <summary>
/// Makes a controller look at all of its objects because of something that is not an object of the API. Safe for several threads; before
/// the controller has started, and after it has ended, it does nothing.
/// </summary>
public sealed class ReconcileSignal
{
    private volatile Action? _raised;

    /// <summary>Reconciles all objects.</summary>
    public void Raise() => _raised?.Invoke();

    internal void Connect(Action raised) => _raised = raised;
}
