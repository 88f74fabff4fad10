using System.Text.RegularExpressions;
using CniOperator.House.Tests.Sources;

namespace CniOperator.House.Tests;

/// <summary>The compiler refuses a public member without documentation (CS1591); these hold that it is asked to.</summary>
public sealed partial class Documentation
{
    [Fact]
    public void The_compiler_is_asked_for_documentation()
    {
        var props = ProjectFile.Load("Directory.Build.props").Xml;
        Assert.Equal("true", props.Descendants("GenerateDocumentationFile").Single().Value);
        Assert.Equal("true", props.Descendants("TreatWarningsAsErrors").Single().Value);
    }

    [Fact]
    public void Nothing_in_src_turns_the_demand_off() =>
        HouseRule.Hold(
            "undocumented",
            from file in BuildFiles()
                .Select(p => (Path: p, Lines: Repository.Lines(p)))
                .Concat(Repository.Product.Select(f => (f.Path, f.Lines)))
            from line in file.Lines.Select((text, index) => (Text: text, Number: index + 1))
            where Suppression().IsMatch(line.Text)
            select new Breach(file.Path, line.Number, file.Path, "turns the demand for documentation off: document the members instead")
        );

    private static IEnumerable<string> BuildFiles() =>
        Repository
            .Files("src", "*.csproj")
            .Concat(Repository.Files("src", "*.props"))
            .Concat(Repository.Files("src", "*.targets"))
            .Concat(Repository.Files("src", ".editorconfig"))
            .Concat(["Directory.Build.props", ".editorconfig"]);

    [GeneratedRegex(@"\b(CS)?1591\b|<GenerateDocumentationFile>false|<TreatWarningsAsErrors>false|#pragma warning disable\s*(//.*)?$")]
    private static partial Regex Suppression();
}
