using System.Text.Json.Nodes;
using CniOperator.Core.Schemas;

namespace CniOperator.Sandbox.Apply;

/// <summary>
/// Server-side apply and the tracking of who owns which field (KEP-555). Pure: the arguments are never changed, except for the
/// <c>metadata.managedFields</c> of the object that <see cref="TrackUpdate"/> is given.
/// </summary>
public static class ServerSideApply
{
    /// <summary>
    /// Merges <paramref name="applied"/> into <paramref name="live"/> and returns the result with its <c>metadata.managedFields</c>. Fields
    /// that the manager applied before and no longer does go away unless others own them. The result is not yet defaulted or validated.
    /// </summary>
    /// <param name="live">The stored object; <c>null</c> when the apply creates it.</param>
    /// <param name="applied">The configuration as the client sent it, without its <c>metadata.managedFields</c>.</param>
    /// <param name="manager">Who applies.</param>
    /// <param name="force">Take fields over from other managers instead of failing.</param>
    /// <param name="schema">The schema of the kind and version.</param>
    /// <param name="now">The time to write into the manager's entry when it changes.</param>
    /// <param name="statusIsSeparate">Whether the kind has a status subresource: then the object's own endpoint never owns <c>status</c>.</param>
    /// <exception cref="ApplyConflictException">Another manager owns a field that would change, and <paramref name="force"/> is false.</exception>
    /// <exception cref="InvalidApplyException"><paramref name="applied"/> does not fit the schema.</exception>
    public static JsonObject Apply(
        JsonObject? live, JsonObject applied, FieldManager manager, bool force, StructuralSchema schema, DateTimeOffset now, bool statusIsSeparate = true) =>
        throw new NotSupportedException();

    /// <summary>
    /// Sets <paramref name="after"/>'s <c>metadata.managedFields</c> for a create, update or patch: the fields that changed become the
    /// manager's (operation <c>Update</c>) and cease to be others'. Call it with both objects defaulted and with what the endpoint ignores
    /// (status, or all but status) already carried over from <paramref name="before"/>.
    /// </summary>
    /// <param name="before">The stored object; <c>null</c> for a create.</param>
    /// <param name="after">The object about to be stored; its own <c>managedFields</c> count as the client's wish: <c>[{}]</c> resets the tracking.</param>
    /// <param name="manager">Who writes.</param>
    /// <param name="schema">The schema of the kind and version.</param>
    /// <param name="now">The time to write into the manager's entry when it gains fields.</param>
    /// <param name="statusIsSeparate">Whether the kind has a status subresource.</param>
    public static void TrackUpdate(
        JsonObject? before, JsonObject after, FieldManager manager, StructuralSchema schema, DateTimeOffset now, bool statusIsSeparate = true) =>
        throw new NotSupportedException();

    /// <summary>
    /// Call last, after defaulting and admission: when <paramref name="after"/> differs from <paramref name="before"/> in nothing but the
    /// times in <c>managedFields</c>, those are put back and the answer is true: there is nothing to store.
    /// </summary>
    public static bool IsNoOp(JsonObject before, JsonObject after) => throw new NotSupportedException();
}
