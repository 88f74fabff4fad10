namespace CniOperator.Runtime.Client.Http;

/// <summary>Says whether writes may be sent now.</summary>
internal interface IWriteFence
{
    bool MayWrite { get; }

    /// <summary>Cancelled when writes that are under way must be given up.</summary>
    CancellationToken Closed { get; }
}
