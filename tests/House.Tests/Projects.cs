using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using CniOperator.House.Tests.Sources;

namespace CniOperator.House.Tests;

public sealed partial class Projects
{
    // What a project may reference of ours, by docs/architecture.md; only the executable knows all.
    private static readonly Dictionary<string, string[]> Below = new(StringComparer.Ordinal)
    {
        ["CniOperator.Kubernetes"] = [],
        ["CniOperator.Health"] = [],
        ["CniOperator.Agent"] = ["CniOperator.Health"],
        ["CniOperator.Core"] = ["CniOperator.Kubernetes", "CniOperator.Health"],
        ["CniOperator.Runtime"] = ["CniOperator.Kubernetes"],
        ["CniOperator.Sandbox"] = ["CniOperator.Kubernetes"],
        ["CniOperator"] =
        [
            "CniOperator.Kubernetes",
            "CniOperator.Health",
            "CniOperator.Core",
            "CniOperator.Runtime",
            "CniOperator.Sandbox",
            "CniOperator.Agent",
        ],
    };

    private static readonly Dictionary<string, string[]> Packages = new(StringComparer.Ordinal)
    {
        ["CniOperator.Kubernetes"] = ["YamlDotNet"],
        ["CniOperator.Core"] = ["Scriban.Signed"],
        ["CniOperator.Runtime"] = ["KubernetesClient.Aot"],
        ["CniOperator.Sandbox"] = [],
        ["CniOperator"] = ["Spectre.Console", "System.CommandLine"],
    };

    [Fact]
    public void References_go_down() =>
        HouseRule.Hold(
            "project-reference",
            from project in ProjectFile.Product()
            from reference in project.Items("ProjectReference")
            let name = Path.GetFileNameWithoutExtension(reference.Name)
            where !Below.GetValueOrDefault(project.Name, []).Contains(name)
            select Breach(
                project,
                reference.Item,
                name,
                $"{project.Name} may not reference {name} (docs/architecture.md): move what both need below them"
            )
        );

    [Fact]
    public void The_image_holds_no_embedded_cluster()
    {
        HouseRule.Hold(
            "embedded-cluster",
            from project in ProjectFile.Product()
            from reference in project.Items("ProjectReference")
            where reference.Name == "CniOperator.Sandbox.csproj"
            where !reference.Item.AncestorsAndSelf().Any(e => (string?)e.Attribute("Condition") == "$(EmbeddedCluster)")
            select Breach(
                project,
                reference.Item,
                "CniOperator.Sandbox",
                "the embedded cluster is linked whatever is built: add Condition=\"$(EmbeddedCluster)\""
            )
        );
        Assert.Contains("-p:EmbeddedCluster=false", Repository.Read("Dockerfile"), StringComparison.Ordinal);
    }

    [Fact]
    public void Packages_are_where_they_are_needed() =>
        HouseRule.Hold(
            "package-reference",
            from project in ProjectFile.Product()
            from reference in project.Items("PackageReference")
            where !Packages.GetValueOrDefault(project.Name, []).Contains(reference.Name)
            select Breach(
                project,
                reference.Item,
                reference.Name,
                $"{project.Name} may not reference {reference.Name}: add it to this test if the project is the right home"
            )
        );

    [Fact]
    public void Every_pinned_package_is_referenced() =>
        HouseRule.Hold(
            "pinned-package",
            from pinned in ProjectFile.Load("Directory.Packages.props").Items("PackageVersion")
            where !References().Contains(pinned.Name)
            select new Breach(
                "Directory.Packages.props",
                ((IXmlLineInfo)pinned.Item).LineNumber,
                pinned.Name,
                $"no project references {pinned.Name}: delete the line"
            )
        );

    [Fact]
    public void What_is_below_knows_nothing_of_networks() =>
        HouseRule.Hold(
            "network-word",
            from file in Repository.Product
            where file.Project is "CniOperator.Runtime" or "CniOperator.Kubernetes"
            from line in file.Lines.Select((text, index) => (Text: text, Number: index + 1))
            from word in NetworkWord().Matches(line.Text)
            select new Breach(
                file.Path,
                line.Number,
                $"{file.Name} {word.Value}",
                $"{file.Project} may not know \"{word.Value}\": let the caller pass it in"
            )
        );

    private static HashSet<string> References() =>
        [
            .. new[] { "src", "tests" }
                .SelectMany(folder => new[] { "*.csproj", "*.props", "*.targets" }.SelectMany(p => Repository.Files(folder, p)))
                .Append("Directory.Build.props")
                .SelectMany(p => ProjectFile.Load(p).Items("PackageReference"))
                .Select(i => i.Name),
        ];

    private static Breach Breach(ProjectFile project, XElement item, string name, string message) =>
        new(project.Path, ((IXmlLineInfo)item).LineNumber, $"{project.Name} -> {name}", message);

    // The product's own name is in namespaces; what follows it there is not looked at.
    [GeneratedRegex(
        @"flannel|calico|weave|canal\b|cluster-?networks?\b|\bCNI\b|\bpod networks?\b|\bdataplanes?\b|(?<!\w)cni-operator",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex NetworkWord();
}
