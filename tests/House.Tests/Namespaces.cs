using CniOperator.House.Tests.Sources;

namespace CniOperator.House.Tests;

public sealed class Namespaces
{
    private static readonly Lazy<IReadOnlyList<NamespaceUse>> Uses = new(() =>
        [.. Repository.Product.GroupBy(f => f.Project).SelectMany(p => NamespaceUses.Of(p.Key, [.. p]))]
    );

    [Fact]
    public void Rooms_of_a_project_form_no_circle() =>
        HouseRule.Hold("circle", Breaches(Uses.Value, u => (Room(u.Project, u.From), Room(u.Project, u.To))));

    [Fact]
    public void Rooms_inside_a_room_form_no_circle() =>
        HouseRule.Hold(
            "inner-circle",
            Breaches(
                Uses.Value.Where(u =>
                    Room(u.Project, u.From) == Room(u.Project, u.To) && !IsInside(u.From, u.To) && !IsInside(u.To, u.From)
                ),
                u => (u.From, u.To)
            )
        );

    private static IEnumerable<Breach> Breaches(IEnumerable<NamespaceUse> uses, Func<NamespaceUse, (string From, string To)> edge) =>
        from project in uses.GroupBy(u => u.Project)
        let byEdge = project.Where(u => edge(u).From != edge(u).To).ToLookup(edge)
        from circle in Circles.EdgesOf(byEdge.Select(e => e.Key))
        let first = byEdge[circle].First()
        let files = byEdge[circle].Select(u => u.File).Distinct().Count()
        select new Breach(
            first.File,
            first.Line,
            $"{project.Key} {circle.From} -> {circle.To}",
            $"{project.Key}: {circle.From} uses {circle.To} (in {files} files), which leads back to {circle.From}: move what both need below them"
        );

    /// <summary>The first part after the project's own namespace.</summary>
    private static string Room(string project, string name) => name == project ? "(root)" : name[(project.Length + 1)..].Split('.')[0];

    private static bool IsInside(string inner, string outer) => inner.StartsWith(outer + ".", StringComparison.Ordinal);
}
