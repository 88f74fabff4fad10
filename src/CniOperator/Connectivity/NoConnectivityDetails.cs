namespace CniOperator.Connectivity;

/// <summary>A process that judges nothing.</summary>
internal sealed class NoConnectivityDetails : IConnectivityDetails
{
    /// <inheritdoc/>
    public JudgedConnectivity? Newest => null;
}
