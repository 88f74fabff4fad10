namespace CniOperator.Core.Observation;

/// <summary>
/// An object that another controller changes back after each repair. Drift is repaired at once; where it returns, each further repair waits
/// longer, up to a minute, for two controllers that write in turn load the API server and roll pods without an end.
/// </summary>
/// <param name="Rounds">How many repairs followed each other.</param>
/// <param name="RepairedAt">The last of them.</param>
/// <param name="Paths">The fields that were changed; empty when the object was deleted.</param>
/// <param name="Managers">The field managers that changed them, as far as known.</param>
public sealed record Contest(int Rounds, DateTimeOffset RepairedAt, IReadOnlyList<string> Paths, IReadOnlyList<string> Managers)
{
    // A person who edits, sees it restored and edits once more is not a controller.
    private const int RoundsOfAController = 3;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LastPause = TimeSpan.FromMinutes(1);

    /// <summary>The pause between the last repair and the next one.</summary>
    public TimeSpan Pause =>
        Rounds < RoundsOfAController
            ? TimeSpan.Zero
            : TimeSpan.FromTicks(Math.Min(LastPause.Ticks, FirstPause.Ticks << Math.Min(Rounds - RoundsOfAController, 16)));

    /// <summary>When the object may be repaired next.</summary>
    public DateTimeOffset RepairAgainAt => RepairedAt + Pause;

    /// <summary>Until then the contest counts as going on, though nothing was changed back yet.</summary>
    public DateTimeOffset QuietAt => RepairedAt + LastPause + Pause;

    /// <summary>Enough repairs followed each other for another controller to be at work.</summary>
    public bool Recognised => Rounds >= RoundsOfAController;

    /// <summary>The contest was recognised by the last repair.</summary>
    public bool JustRecognised => Rounds == RoundsOfAController;

    /// <summary>True while another controller is at work as far as can be told at <paramref name="now"/>.</summary>
    public bool IsOn(DateTimeOffset now) => Recognised && now < QuietAt;

    /// <summary>The contest after one more repair.</summary>
    /// <param name="before">The contest before; <c>null</c> for none.</param>
    /// <param name="paths">The fields that were repaired; empty when the object was recreated.</param>
    /// <param name="managers">Who had changed them, as far as known.</param>
    /// <param name="now">When.</param>
    public static Contest After(Contest? before, IReadOnlyList<string> paths, IReadOnlyList<string> managers, DateTimeOffset now)
    {
        var same = before is not null && now < before.QuietAt && SameFields(before, paths);
        return new Contest(same ? before!.Rounds + 1 : 1, now, paths, managers);
    }

    private static bool SameFields(Contest before, IReadOnlyList<string> paths) =>
        (before.Paths.Count == 0 && paths.Count == 0) || before.Paths.Intersect(paths).Any();
}
