using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Kubernetes.Ownership;

namespace CniOperator.Core.Decisions;

/// <summary>What to do now. Carried out by the executor; a decision with nothing in it makes no request.</summary>
public sealed record Decision
{
    /// <summary>The finalizer that holds a ClusterNetwork with <c>deletionPolicy: Remove</c> until it is uninstalled.</summary>
    public const string Finalizer = Api.ClusterNetworkApi.Group + "/uninstall";

    /// <summary>Objects to apply; each wave in parallel, one after the other.</summary>
    public IReadOnlyList<IReadOnlyList<ApplyAction>> Waves { get; init; } = [];

    /// <summary>Objects to delete, after everything is applied.</summary>
    public IReadOnlyList<DeleteAction> Deletes { get; init; } = [];

    /// <summary>Attach the finalizer (<c>true</c>), detach it (<c>false</c>), or leave it (<c>null</c>).</summary>
    public bool? AttachFinalizer { get; init; }

    /// <summary>The whole new status, when it differs from the present one; else <c>null</c>.</summary>
    public JsonObject? Status { get; init; }

    /// <summary>What to tell people, besides what the actions themselves tell.</summary>
    public IReadOnlyList<Notice> Events { get; init; } = [];

    /// <summary>What is wrong with nodes, now that <see cref="Events"/> tell of it; <c>null</c> when this decision does not speak of nodes.</summary>
    public IReadOnlySet<NodeFinding>? Told { get; init; }

    /// <summary>When to look again although nothing changed; <c>null</c> for never.</summary>
    public DateTimeOffset? LookAgainAt { get; init; }

    /// <summary>It changes objects, so that status must be decided afresh afterwards.</summary>
    public bool HasActions => Waves.Count > 0 || Deletes.Count > 0 || AttachFinalizer is not null;
}

/// <summary>Why an object is applied.</summary>
public enum ApplyCause
{
    /// <summary>It is not there yet.</summary>
    Create,

    /// <summary>It should be different than before.</summary>
    Update,

    /// <summary>Someone changed it.</summary>
    Repair,

    /// <summary>Someone deleted it, or took its labels away.</summary>
    Recreate,
}

/// <summary>One object to apply.</summary>
/// <param name="Desired">The object.</param>
/// <param name="Cause">Why.</param>
/// <param name="Differences">What is different now; empty when the object cannot be seen.</param>
public sealed record ApplyAction(Manifest Desired, ApplyCause Cause, IReadOnlyList<Difference> Differences)
{
    /// <summary>The hash of the object's content.</summary>
    public string Hash => ContentHash.Of(Desired.Json);

    /// <summary>A JSON Patch (RFC 6902) to send before applying, that takes away what an apply leaves; <c>null</c> for none.</summary>
    public JsonArray? Removal { get; init; }
}

/// <summary>One object to delete.</summary>
/// <param name="Key">The object.</param>
/// <param name="Uid">Its uid: a namesake that came later stays.</param>
/// <param name="Uninstall">It goes with its ClusterNetwork; else because it is rendered no longer.</param>
public sealed record DeleteAction(ObjectKey Key, string Uid, bool Uninstall);

/// <summary>Something to tell people through a Kubernetes Event, on the ClusterNetwork unless it is about something else.</summary>
/// <param name="Warning">It needs attention.</param>
/// <param name="Reason">One CamelCase word.</param>
/// <param name="Message">What happened and what to do.</param>
public sealed record Notice(bool Warning, string Reason, string Message)
{
    /// <summary>The object to tell it on; <c>null</c> for the ClusterNetwork.</summary>
    public NoticeSubject? About { get; init; }
}

/// <summary>An object that an Event is about.</summary>
/// <param name="Key">The object.</param>
/// <param name="Uid">Its uid.</param>
public sealed record NoticeSubject(ObjectKey Key, string Uid);
