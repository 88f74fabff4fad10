namespace CniOperator.Runtime.Abstractions;

/// <summary>Collects settings and checks them once.</summary>
public sealed class OperatorSettingsBuilder
{
    private OperatorSettings _settings = new();

    /// <summary>Sets the operator's name and version.</summary>
    public OperatorSettingsBuilder WithName(string name, string version = "0.0.0") => With(s => s with { Name = name, Version = version });

    /// <summary>Sets the namespace the operator runs in.</summary>
    public OperatorSettingsBuilder WithNamespace(string @namespace) => With(s => s with { Namespace = @namespace });

    /// <summary>Turns leader election on or off.</summary>
    public OperatorSettingsBuilder WithLeaderElection(LeaderElectionType type) => With(s => s with { LeaderElectionType = type });

    /// <summary>Sets where metrics and probes are served; an empty address serves nothing.</summary>
    public OperatorSettingsBuilder WithEndpoints(string metricsAddress, string probesAddress) =>
        With(s => s with { MetricsAddress = metricsAddress, ProbesAddress = probesAddress });

    /// <summary>Names the reasons of Events that report the state of their object.</summary>
    public OperatorSettingsBuilder WithStateEvents(params IEnumerable<string> reasons) =>
        With(s => s with { StateEvents = reasons.ToHashSet(StringComparer.Ordinal) });

    /// <summary>Changes anything else.</summary>
    public OperatorSettingsBuilder With(Func<OperatorSettings, OperatorSettings> change)
    {
        _settings = change(_settings);
        return this;
    }

    /// <summary>Checks the settings and returns them.</summary>
    /// <exception cref="ArgumentException">A setting makes no sense; the message says which and why.</exception>
    public OperatorSettings Build()
    {
        Demand(_settings.Name.Length > 0, "Name must not be empty");
        Demand(_settings.Namespace.Length > 0, "Namespace must not be empty");
        Demand(_settings.MaxParallelReconciliations > 0, "MaxParallelReconciliations must be at least 1");
        Demand(_settings.ShutdownTimeout >= TimeSpan.Zero, "ShutdownTimeout must not be negative");
        Demand(_settings.LeaderElectionRetryPeriod > TimeSpan.Zero, "LeaderElectionRetryPeriod must be above zero");
        Demand(
            _settings.LeaderElectionRenewDeadline > _settings.LeaderElectionRetryPeriod,
            "LeaderElectionRenewDeadline must be longer than LeaderElectionRetryPeriod"
        );
        Demand(
            _settings.LeaderElectionLeaseDuration > _settings.LeaderElectionRenewDeadline,
            "LeaderElectionLeaseDuration must be longer than LeaderElectionRenewDeadline"
        );
        return _settings;
    }

    private static void Demand(bool holds, string message)
    {
        if (!holds)
            throw new ArgumentException($"operator settings: {message}");
    }
}
