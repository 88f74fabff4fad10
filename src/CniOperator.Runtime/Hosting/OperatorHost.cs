namespace CniOperator.Runtime.Hosting;

/// <summary>Runs the operator: endpoints, caches, leader election, controllers; and stops them in reverse.</summary>
public sealed class OperatorHost
{
    /// <summary>
    /// Runs until <paramref name="cancellationToken"/> is cancelled; then stops gracefully and returns.
    /// </summary>
    /// <exception cref="OperatorFailedException">A loop died, leadership was lost, or an address could not be bound; the message says which.</exception>
    public Task RunAsync(CancellationToken cancellationToken) => throw new NotImplementedException();
}
