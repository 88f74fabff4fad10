using System.Text.Json.Nodes;
using CniOperator.Core.AddressPlan.Inputs;
using CniOperator.Core.Observation;

namespace CniOperator.Controllers;

/// <summary>What was read of pools and blocks last: the same instance as long as the watches hold the same objects.</summary>
internal sealed class AllocationMemory
{
    private JsonObject[] _read = [];
    private LiveAllocation _last = LiveAllocation.None;

    /// <summary>What is known now.</summary>
    internal LiveAllocation Of(WatchedObjects watched)
    {
        var (pools, blocks) = (watched.Known(WatchPurpose.Pools), watched.Known(WatchPurpose.Blocks));
        JsonObject[] now = [.. pools?.Objects ?? [], .. blocks?.Objects ?? []];
        var same =
            (_last.Pools is null) == (pools is null)
            && (_last.Blocks is null) == (blocks is null)
            && now.SequenceEqual(_read, ReferenceEqualityComparer.Instance);
        if (same)
            return _last;
        _read = now;
        return _last = AllocationSources.Read(pools, blocks);
    }
}
