using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace CniOperator.Kubernetes.Documents;

/// <summary>Builds one document's nodes from parser events: anchors, merge keys, tags, duplicate keys, and bounds on all of it.</summary>
internal sealed class YamlNodeBuilder(IParser parser, string file)
{
    private const int MaxDepth = 100;

    /// <summary>Nodes that aliases may add: a few nested anchors can otherwise expand to billions.</summary>
    private const int MaxAliasNodes = 100_000;

    private readonly Dictionary<string, JsonNode?> _anchors = new(StringComparer.Ordinal);
    private int _aliasNodes;
    private int _depth;

    internal SourceMap Source { get; } = new();

    internal JsonNode? Build(string path)
    {
        var at = parser.Current!.Start;
        if (path.Length == 0)
            Source.Add("", (int)at.Line, (int)at.Column);
        if (parser.TryConsume<AnchorAlias>(out var alias))
            return Expand(alias);
        if (++_depth > MaxDepth)
            throw Fail(at, $"nesting is deeper than {MaxDepth} levels", "flatten the document");
        JsonNode? node;
        AnchorName anchor;
        if (parser.TryConsume<Scalar>(out var scalar))
            (node, anchor) = (ScalarValue(scalar), scalar.Anchor);
        else if (parser.TryConsume<SequenceStart>(out var sequence))
            (node, anchor) = (BuildList(path), sequence.Anchor);
        else
        {
            anchor = parser.Consume<MappingStart>().Anchor;
            node = BuildMap(path);
        }

        _depth--;
        if (!anchor.IsEmpty)
            _anchors[anchor.Value] = node;
        return node;
    }

    private JsonArray BuildList(string path)
    {
        var list = new JsonArray();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            var at = parser.Current!.Start;
            var entry = $"{path}[{list.Count}]";
            Source.Add(entry, (int)at.Line, (int)at.Column);
            list.Add(Build(entry));
        }

        return list;
    }

    private JsonObject BuildMap(string path)
    {
        var map = new JsonObject();
        var merged = new List<JsonObject>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var at = parser.Current!.Start;
            var isMerge = parser.Accept<Scalar>(out var scalar) && scalar is { Value: "<<", Style: ScalarStyle.Plain };
            var key = Key(at);
            var child = path.Length == 0 ? key : $"{path}.{key}";
            if (!isMerge)
                Source.Add(child, (int)at.Line, (int)at.Column);
            if (!isMerge && map.ContainsKey(key))
                throw Fail(at, $"the key {key} occurs twice in one mapping (first on line {Source.Find(child).Line})", "keep one of them");
            var value = Build(child);
            if (isMerge)
                merged.AddRange(Merges(value, at));
            else
                map[key] = value;
        }

        // What is written wins over what is merged, and an earlier merge over a later one.
        foreach (var (name, value) in merged.SelectMany(m => m))
            if (!map.ContainsKey(name))
                map[name] = value?.DeepClone();
        return map;
    }

    /// <summary>JSON's keys are text: <c>1</c> and <c>true</c> become it, as kubectl does.</summary>
    private string Key(Mark at)
    {
        var key = Build("\0key");
        return key switch
        {
            JsonValue value => value.TryGetValue(out string? text) ? text : value.ToJsonString(),
            null => "null",
            _ => throw Fail(at, "a mapping's key must be a scalar", "write the key as text"),
        };
    }

    private IEnumerable<JsonObject> Merges(JsonNode? value, Mark at) =>
        value switch
        {
            JsonObject map => [map],
            JsonArray list when list.All(e => e is JsonObject) => list.Cast<JsonObject>(),
            _ => throw Fail(at, "<< merges mappings only", "give it an alias of a mapping, or a list of such"),
        };

    private JsonNode? Expand(AnchorAlias alias)
    {
        if (!_anchors.TryGetValue(alias.Value.Value, out var node))
            throw Fail(
                alias.Start,
                $"alias *{alias.Value.Value} has no anchor before it",
                $"put &{alias.Value.Value} where its value is written, earlier in the same document"
            );
        _aliasNodes += Size(node);
        if (_aliasNodes > MaxAliasNodes)
            throw Fail(alias.Start, $"aliases expand to more than {MaxAliasNodes} nodes", "write the values out, or split the document");
        return node?.DeepClone();
    }

    private static int Size(JsonNode? node) =>
        node switch
        {
            JsonObject map => 1 + map.Sum(p => Size(p.Value)),
            JsonArray list => 1 + list.Sum(Size),
            _ => 1,
        };

    private JsonValue? ScalarValue(Scalar scalar)
    {
        var plain = scalar.Style == ScalarStyle.Plain;
        if (!scalar.Tag.IsEmpty && !scalar.Tag.IsNonSpecific)
            return Tagged(scalar);
        if (!plain || scalar.Tag.IsNonSpecific)
            return JsonValue.Create(scalar.Value);
        if (YamlScalars.IsNull(scalar.Value))
            return null;
        return YamlScalars.Resolve(scalar.Value)
            ?? throw Fail(scalar.Start, $"{scalar.Value} is a number that JSON cannot hold", "quote it if text is meant");
    }

    private JsonValue? Tagged(Scalar scalar)
    {
        switch (scalar.Tag.Value)
        {
            case "tag:yaml.org,2002:str" or "tag:yaml.org,2002:binary" or "tag:yaml.org,2002:timestamp":
                return JsonValue.Create(scalar.Value);
            case "tag:yaml.org,2002:null":
                return null;
            case "tag:yaml.org,2002:bool" or "tag:yaml.org,2002:int" or "tag:yaml.org,2002:float":
                var value = YamlScalars.Resolve(scalar.Value);
                if (value is not null && !value.TryGetValue(out string? _))
                    return value;
                break;
        }

        throw Fail(scalar.Start, $"'{scalar.Value}' cannot be read with the tag {scalar.Tag.Value}", "remove the tag");
    }

    private DocumentException Fail(Mark at, string problem, string fix) => new(file, (int)at.Line, (int)at.Column, problem, fix);
}
