using CniOperator.Core.Api;
using CniOperator.Core.Judgements;
using CniOperator.Core.Tests.Decisions.Histories;
using CniOperator.Kubernetes.Objects;
using CsCheck;

namespace CniOperator.Core.Tests.Decisions;

/// <summary>
/// Drift, deletions, other owners, bad nodes and pods, watches that fail, requests that are refused, specs that are wrong, records that are
/// lost: in any order.
/// </summary>
public sealed class Any_history_is_decided_soundly
{
    private const int Histories = 500;
    private const int MostRounds = 60;

    [Fact]
    public void No_decision_throws_or_deletes_what_works_and_every_status_can_be_waited_for()
    {
        var met = new HashSet<string>(StringComparer.Ordinal);
        RandomHistories.All.Check(history => RandomHistories.Play(history, world =>
                {
                    Soundness.Check(world);
                    met.UnionWith(Met(world));
                }) is not null, Histories, RandomHistories.Print);
        Assert.Superset(Expected.ToHashSet(StringComparer.Ordinal), met);
    }

    [Fact]
    public void When_nothing_more_happens_there_soon_is_nothing_more_to_do() =>
        RandomHistories.All.Check(history => ComesToRest(RandomHistories.Play(history, _ => { })), Histories, RandomHistories.Print);

    // What histories must lead to now and then, or they would prove little.
    private static IEnumerable<string> Expected =>
        [
            nameof(TakeAwayStep),
            "attach",
            .. Enum.GetNames<ApplyCause>(),
            nameof(DeleteCause.Prune),
            nameof(DeleteCause.Uninstall),
            "releases",
            ConditionReasons.Ready,
            ConditionReasons.Applying,
            ConditionReasons.Contested,
            ConditionReasons.DefinitionNotServed,
            ConditionReasons.ForeignObject,
            ConditionReasons.Forbidden,
            ConditionReasons.Invalid,
            ConditionReasons.InvalidSpec,
            ConditionReasons.Observing,
            ConditionReasons.Paused,
            ConditionReasons.PodsFailing,
            ConditionReasons.Superseded,
            ConditionReasons.Uninstalling,
        ];

    private static IEnumerable<string> Met(World world)
    {
        var decision = world.Decide();
        var steps = decision
            .AllSteps()
            .Select(s =>
                s switch
                {
                    ApplyStep apply => apply.Cause.ToString(),
                    DeleteStep delete => delete.Cause.ToString(),
                    FinalizerStep { Attach: true } => "attach",
                    _ => s.GetType().Name,
                }
            );
        return steps
            .Concat(decision.Status.Items("conditions").Where(c => c.Text("type") == ConditionTypes.Ready).Select(c => c.Text("reason")!))
            .Concat(decision.Releases ? ["releases"] : []);
    }

    // Time passes when there is something to wait for. What is at rest stays so: no decision was forgotten to be looked at again.
    private static bool ComesToRest(World world)
    {
        if (!Rests(world))
            return false;
        world.Now += TimeSpan.FromHours(2);
        return world.Reconcile() is { HasSteps: false, Status: null };
    }

    private static bool Rests(World world)
    {
        for (var round = 0; round < MostRounds; round++)
        {
            var decision = world.Reconcile();
            Soundness.Check(world);
            if (decision is { HasSteps: false, Status: null, LookAgainAt: null })
                return true;
            if (decision is { HasSteps: false, Status: null, LookAgainAt: { } due })
                world.Now = due;
        }

        return false;
    }
}
