using CniOperator.Runtime.Caching;

namespace CniOperator.Runtime.Controllers;

/// <summary>A controller, whatever its kind, as the host sees it.</summary>
internal interface IControllerRunner
{
    string Name { get; }

    /// <summary>Whether the primary resource has synced.</summary>
    bool IsReady { get; }

    /// <summary>Why the primary resource cannot be watched.</summary>
    WatchProblem? Problem { get; }

    /// <summary>How many reconciles have begun.</summary>
    long Rounds { get; }

    /// <summary>Starts to watch; a stand-by does so too, to be quick when it takes over.</summary>
    void StartSources();

    Task WhenReadyAsync(CancellationToken cancellationToken);

    /// <summary>Works until cancelled, and returns when all workers have ended.</summary>
    Task RunWorkersAsync(CancellationToken cancellationToken);
}
