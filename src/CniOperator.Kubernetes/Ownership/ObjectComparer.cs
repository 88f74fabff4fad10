using System.Text.Json.Nodes;

namespace CniOperator.Kubernetes.Ownership;

/// <summary>
/// Tells whether a live object still is what one server-side apply of the desired object would make of it, without applying.
/// It is, when every desired field is there with its value and is owned by our manager, and our manager owns nothing else.
/// Lists are read as the server reads them: <c>managedFields</c> shows which are maps, sets or atomic. Fields that only the live
/// object has are defaults or another manager's business, except in the spec of a pod template: a container, a variable or a node
/// selector that another manager added there changes what runs, and no apply would take it away. What a webhook adds to our own writes
/// is recorded under our name, and stays.
/// </summary>
public static class ObjectComparer
{
    /// <summary>
    /// The fields in which <paramref name="live"/> departs from <paramref name="desired"/>; empty when an apply would change nothing.
    /// </summary>
    /// <param name="desired">What is applied.</param>
    /// <param name="live">What the server holds, with its <c>managedFields</c>.</param>
    /// <param name="manager">The field manager that applies <paramref name="desired"/>.</param>
    /// <param name="subresource"><c>status</c> to compare what was applied there; <c>null</c> for the object itself.</param>
    public static IReadOnlyList<Difference> Compare(JsonObject desired, JsonObject live, string manager, string? subresource = null)
    {
        var differences = new DifferenceList(live, manager);
        new ComparisonWalk(differences).Map(desired, live, FieldOwners.Of(live, manager, subresource), "");
        return differences.All;
    }
}
