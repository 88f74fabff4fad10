using CniOperator.Kubernetes.Documents;
using CniOperator.Kubernetes.Formats;

namespace CniOperator.Kubernetes.Tests.Documents;

public class YamlReaderTests
{
    [Theory]
    [InlineData("yes", "true")]
    [InlineData("On", "true")]
    [InlineData("y", "true")]
    [InlineData("NO", "false")]
    [InlineData("off", "false")]
    [InlineData("true", "true")]
    [InlineData("'yes'", "\"yes\"")]
    [InlineData("~", "null")]
    [InlineData("Null", "null")]
    [InlineData("010", "8")]
    [InlineData("0o17", "15")]
    [InlineData("0x1F", "31")]
    [InlineData("-0b101", "-5")]
    [InlineData("1_000", "1000")]
    [InlineData("08", "8")]
    [InlineData("1.50", "1.5")]
    [InlineData("1e3", "1000")]
    [InlineData(".5", "0.5")]
    [InlineData("+12", "12")]
    [InlineData("18446744073709551615", "18446744073709551615")]
    [InlineData("1.2.3", "\"1.2.3\"")]
    [InlineData("10.244.0.0/16", "\"10.244.0.0/16\"")]
    [InlineData("2026-11-24", "\"2026-11-24\"")]
    [InlineData("1:30", "\"1:30\"")]
    [InlineData("!!str 12", "\"12\"")]
    [InlineData("\"a\\nb\"", "\"a\\nb\"")]
    public void A_scalar_means_what_it_means_to_kubectl(string yaml, string json) =>
        Assert.Equal(json, GoText.Marshal(Assert.Single(YamlReader.Read("x: " + yaml, "f")).Root!["x"]));

    [Fact]
    public void Json_is_yaml() => Assert.Equal("""{"a":[1,{"b":null}],"c":"d"}""", One("""{"a": [1, {"b": null}], "c": "d"}"""));

    [Fact]
    public void Anchors_aliases_and_merge_keys_are_resolved() =>
        Assert.Equal(
            """{"base":{"a":1,"b":2},"copy":{"a":1,"b":2},"merged":{"a":9,"b":2,"c":3}}""",
            One("base: &b {a: 1, b: 2}\ncopy: *b\nmerged:\n  <<: *b\n  a: 9\n  c: 3\n")
        );

    [Fact]
    public void Keys_that_are_not_text_become_text() => Assert.Equal("""{"1":"a","true":"b"}""", One("1: a\nyes: b\n"));

    [Fact]
    public void A_stream_gives_its_documents_without_the_empty_ones()
    {
        var documents = YamlReader.Read("---\n# nothing\n---\na: 1\n---\n\nb: 2\n...\n", "f");
        Assert.Equal([4, 7], documents.Select(d => d.Line));
        Assert.Empty(YamlReader.Read("", "f"));
        Assert.Empty(YamlReader.Read("# only a comment\n", "f"));
    }

    [Fact]
    public void Fields_are_found_where_they_stand()
    {
        var source = YamlReader.Read("spec:\n  podNetwork:\n    cidrs:\n    - a\n    - b\n  labels: {x.y/z: 1}\n", "f")[0].Source;
        Assert.Equal(new SourcePosition(5, 7), source.Find("spec.podNetwork.cidrs[1]"));
        Assert.Equal(new SourcePosition(2, 3), source.Find("spec.podNetwork"));
        Assert.Equal(new SourcePosition(2, 3), source.Find("spec.podNetwork.mtu"));
        Assert.Equal(new SourcePosition(6, 12), source.Find("spec.labels[x.y/z]"));
        Assert.Equal(new SourcePosition(1, 1), source.Find("status.phase"));
    }

    [Theory]
    [InlineData("a: 1\nb: 2\na: 3\n", "f:3:1: the key a occurs twice in one mapping (first on line 1); keep one of them")]
    [InlineData("a:\n\tb: 1\n", "f:2:1: a tab indents this line; YAML is indented with spaces")]
    [InlineData("a: 1\nb: {c: 1}\nd:\n\te: 1\n", "f:4:1: a tab indents this line; YAML is indented with spaces")]
    [InlineData("a: *x\n", "f:1:4: alias *x has no anchor before it; put &x where its value is written, earlier in the same document")]
    [InlineData("a: .inf\n", "f:1:4: .inf is a number that JSON cannot hold; quote it if text is meant")]
    [InlineData("a: !!int x\n", "f:1:4: 'x' cannot be read with the tag tag:yaml.org,2002:int; remove the tag")]
    [InlineData("a:\n  <<: 1\n", "f:2:3: << merges mappings only; give it an alias of a mapping, or a list of such")]
    [InlineData("[a]: 1\n", "f:1:1: a mapping's key must be a scalar; write the key as text")]
    public void A_mistake_is_named_with_its_place_and_its_fix(string yaml, string message) =>
        Assert.Equal(message, Assert.Throws<DocumentException>(() => YamlReader.Read(yaml, "f")).Message);

    [Theory]
    [InlineData("a: [1, 2\nb: 3\n")]
    [InlineData("a: b: c\n")]
    [InlineData("a: 'x\n")]
    [InlineData("a: \"\\q\"\n")]
    [InlineData("- a\nb: 1\n")]
    [InlineData("{{ template }}\n")]
    [InlineData("%YAML 9.9\n---\na: 1\n")]
    [InlineData("a: |\n b\n  c\n d: [\n")]
    [InlineData("\u0000")]
    public void What_is_not_yaml_is_refused_with_a_place_or_read_but_never_crashes(string yaml)
    {
        try
        {
            _ = YamlReader.Read(yaml, "f");
        }
        catch (DocumentException e)
        {
            Assert.StartsWith("f:", e.Message, StringComparison.Ordinal);
            Assert.True(e.Line >= 1 && e.Column >= 1);
        }
    }

    [Fact]
    public void A_bomb_of_aliases_is_refused()
    {
        var yaml =
            "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n"
            + string.Concat(Enumerable.Range(1, 9).Select(i => $"a{i}: &a{i} [{string.Join(',', Enumerable.Repeat($"*a{i - 1}", 10))}]\n"));
        Assert.Contains(
            "aliases expand to more than",
            Assert.Throws<DocumentException>(() => YamlReader.Read(yaml, "f")).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Nesting_is_bounded() =>
        Assert.Contains(
            "nesting",
            Assert.Throws<DocumentException>(() => YamlReader.Read(new string('[', 5000), "f")).Message,
            StringComparison.Ordinal
        );

    private static string One(string yaml) => GoText.Marshal(Assert.Single(YamlReader.Read(yaml, "f")).Root);
}
