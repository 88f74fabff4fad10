using System.Text.RegularExpressions;
using CniOperator.House.Tests.Sources;

namespace CniOperator.House.Tests;

public sealed partial class Words
{
    private const string List = "tests/House.Tests/words.txt";

    [Fact]
    public void Sentences_are_plain_English()
    {
        IReadOnlyList<(Regex Word, string Instead)> words = [.. Listed()];
        var any = new Regex(string.Join('|', words.Select(w => $"(?:{w.Word})")), RegexOptions.IgnoreCase);
        HouseRule.Hold(
            "word",
            from line in Prose.All()
            where any.IsMatch(line.Text)
            from word in words
            let match = word.Word.Match(line.Text)
            where match.Success
            select new Breach(line.File, line.Line, Path.GetFileName(line.File), $"\"{match.Value}\": write {word.Instead}")
        );
    }

    [Fact]
    public void Type_names_need_no_glossary() =>
        HouseRule.Hold(
            "type-word",
            from file in Repository.Product
            from type in file.Types
            let match = Coinage().Match(TypeNames.Of(type))
            where match.Success
            select new Breach(
                file.Path,
                file.LineAt(type.SpanStart),
                TypeNames.Of(type),
                $"{TypeNames.Of(type)}: \"{match.Value}\" is not a word of the glossary in docs/architecture.md, rename the type"
            )
        );

    private static IEnumerable<(Regex Word, string Instead)> Listed() =>
        from line in Repository.Lines(List)
        where line.Length > 0 && line[0] != '#'
        let parts = line.Split('\t')
        select (new Regex(parts[0], RegexOptions.IgnoreCase), parts[1]);

    [GeneratedRegex("Farewell|Newcomer|Residue|Standing|Told|Notice|Reading|^(ApplyPlan|Planner|InjectedFaults|SandboxPlan)$")]
    private static partial Regex Coinage();
}
