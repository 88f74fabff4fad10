namespace CniOperator.Runtime.Caching;

/// <summary>What the registry needs of an informer, whatever its type.</summary>
internal interface ISharedInformer
{
    Task RunAsync(CancellationToken cancellationToken);
}
