namespace CniOperator.Runtime.Client.Http;

/// <summary>Lets every write pass: there is no leader election.</summary>
internal sealed class OpenFence : IWriteFence
{
    public static readonly OpenFence Instance = new();

    public bool MayWrite => true;

    public CancellationToken Closed => CancellationToken.None;
}
