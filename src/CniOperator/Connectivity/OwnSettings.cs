using CniOperator.Core.Connectivity;

namespace CniOperator.Connectivity;

/// <summary>What this process brings for agents, once that is known.</summary>
internal sealed class OwnSettings(MonitorInputs inputs, OwnPod pod, TimeProvider time)
{
    // A decision without agents says that nothing is observed: it is better late than wrong.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly TaskCompletionSource _known = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile AgentSettings? _settings = inputs.Link?.Agents;

    /// <summary>The settings; <c>null</c> when this process takes no reports, or does not know its image yet.</summary>
    internal AgentSettings? Now => _settings;

    /// <summary>This process takes reports.</summary>
    internal bool AreWanted => inputs is not { Link: null, Addresses.Count: 0 };

    /// <summary>Waits until they are known, but not for long.</summary>
    internal async Task WhenKnownAsync(CancellationToken cancellationToken)
    {
        if (_settings is null && AreWanted && !_known.Task.IsCompleted)
            await Task.WhenAny(_known.Task, Task.Delay(Patience, time, cancellationToken));
    }

    /// <summary>Finds out.</summary>
    /// <returns>They are known now, and were not before.</returns>
    internal async Task<bool> FindAsync(CancellationToken cancellationToken)
    {
        if (_settings is not null)
            return false;
        _settings = await pod.SettingsAsync(cancellationToken);
        _known.TrySetResult();
        return _settings is not null;
    }
}
