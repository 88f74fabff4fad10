using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CniOperator.Core.Api;
using CniOperator.Core.Findings;
using CniOperator.Kubernetes.Documents;
using CniOperator.Kubernetes.Objects;
using CniOperator.Kubernetes.Schemas;
using CniOperator.Kubernetes.Validation;

namespace CniOperator.Core.Validation;

/// <summary>Reads a ClusterNetwork from a file's text: everything that is wrong with it at once, each with its place in the file.</summary>
public static partial class ClusterNetworkReader
{
    private const string Skeleton = "start with apiVersion: cni-operator.io/v1alpha1, kind: ClusterNetwork, metadata.name and spec";

    /// <summary>Reads <paramref name="text"/>. Never throws for bad input.</summary>
    /// <param name="text">The file's text: YAML or JSON with one ClusterNetwork.</param>
    /// <param name="fileName">The name that problems carry.</param>
    public static ParsedClusterNetwork Read(string text, string fileName)
    {
        try
        {
            var documents = YamlReader.Read(text, fileName);
            if (documents.Count == 0)
                return Failed(fileName, 1, 1, "the file holds no object", Skeleton);
            if (documents.Count > 1)
                return Failed(
                    fileName,
                    documents[1].Line,
                    1,
                    $"the file holds {documents.Count} documents, but one ClusterNetwork is expected",
                    "put each object into a file of its own"
                );
            return documents[0].Root is JsonObject root
                ? Examine(root, documents[0].Source, fileName)
                : Failed(fileName, documents[0].Line, 1, "the document is not an object", Skeleton);
        }
        catch (DocumentException e)
        {
            return Failed(e.File, e.Line, e.Column, e.Problem, e.Fix);
        }
    }

    /// <summary>Reads a ClusterNetwork that is JSON already. Never throws for bad input.</summary>
    /// <param name="root">The object; defaults are filled in.</param>
    /// <param name="name">The name that problems carry in place of a file's.</param>
    public static ParsedClusterNetwork Read(JsonObject root, string name)
    {
        ArgumentNullException.ThrowIfNull(root);
        return Examine(root, new SourceMap(), name);
    }

    private static ParsedClusterNetwork Examine(JsonObject root, SourceMap source, string file)
    {
        var problems = new List<DocumentProblem>();
        CheckIdentity(root, Add);
        var name = root.Text("metadata", "name") ?? "";
        // Another kind would only be told that it is not a ClusterNetwork, field by field.
        if (problems.Count > 0)
            return new ParsedClusterNetwork(name, null, root, problems, source);
        var schema = ClusterNetworkDefinition.Schema;
        SchemaDefaulter.Apply(schema, root);
        foreach (var path in SchemaPruner.Prune(schema, root, isResourceRoot: true))
            Add(path, "unknown field", UnknownFix(schema, path));
        if (name.Length == 0)
            Add("metadata.name", "a name is missing", "add metadata.name, such as default");
        foreach (
            var error in CidrFields
                .Reword(SchemaValidator.Validate(schema, root), schema, root)
                .Where(e => e.Error.Detail != SchemaValidator.RulesSkipped)
        )
            Add(
                error.Error.Path.Length > 0 ? error.Error.Path : Named(error.Error.Detail),
                error.Message ?? error.Error.Body,
                error.Fix ?? FixOf(error.Error, schema)
            );
        problems.Sort((a, b) => (a.Line, a.Column).CompareTo((b.Line, b.Column)));
        if (problems.Count > 0)
            return new ParsedClusterNetwork(name, null, root, problems, source);
        var spec = ClusterNetworkJson.ReadSpec(root["spec"]!.AsObject());
        return new ParsedClusterNetwork(name, spec, root, [], source);

        void Add(string path, string message, string fix)
        {
            var at = source.Find(path);
            problems.Add(new DocumentProblem(file, at.Line, at.Column, path, message, fix));
        }
    }

    private static void CheckIdentity(JsonObject root, Action<string, string, string> add)
    {
        var apiVersion = root.Text("apiVersion");
        if (apiVersion is null)
            add("apiVersion", "apiVersion is missing", $"add apiVersion: {ClusterNetworkApi.ApiVersion}");
        else if (apiVersion != ClusterNetworkApi.ApiVersion)
            add(
                "apiVersion",
                $"this is apiVersion {apiVersion}; this build serves {ClusterNetworkApi.Version}",
                $"write apiVersion: {ClusterNetworkApi.ApiVersion}"
            );
        var kind = root.Text("kind");
        if (kind is null)
            add("kind", "kind is missing", $"add kind: {ClusterNetworkApi.Kind}");
        else if (kind != ClusterNetworkApi.Kind)
            add(
                "kind",
                $"this is a {kind}, but a ClusterNetwork is expected",
                $"write kind: {ClusterNetworkApi.Kind}, or name another file"
            );
    }

    private static string UnknownFix(StructuralSchema schema, string path)
    {
        var segments = Segments(path);
        var at = segments[..^1].Aggregate(schema, At);
        return Suggestion.For(segments[^1], at.Properties.Keys) is { } meant
            ? $"did you mean {meant}?"
            : "remove it; kubectl explain clusternetwork.spec lists the fields";
    }

    private static string[] Segments(string path) => Position().Replace(path, "").Split('.');

    private static StructuralSchema At(StructuralSchema schema, string field)
    {
        schema = schema.Items ?? schema;
        return schema.Properties.TryGetValue(field, out var property)
            ? property.Items ?? property
            : schema.AdditionalProperties ?? StructuralSchema.Anything;
    }

    private static string FixOf(FieldError error, StructuralSchema schema) =>
        error.Type switch
        {
            FieldErrorType.Required => "add it",
            FieldErrorType.Duplicate => "keep one of them",
            FieldErrorType.TooMany => "remove some",
            FieldErrorType.NotSupported => $"write one of the supported values, for instance {Meant(error)}",
            // A pattern or a limit alone does not tell what to write.
            FieldErrorType.Invalid
            or FieldErrorType.TypeInvalid
                when error.Detail.Contains(" in body ", StringComparison.Ordinal)
                    && MeaningOf(error.Path, schema) is { Length: > 0 } meaning => $"correct it: {meaning}",
            _ => "",
        };

    private static string? MeaningOf(string path, StructuralSchema schema) =>
        Segments(path).Aggregate(schema, At).Description?.TrimEnd('.');

    private static string Meant(FieldError error)
    {
        var values = Quoted().Matches(error.Detail).Select(m => m.Groups[1].Value).ToList();
        return Suggestion.For(error.BadValue?.Trim('"') ?? "", values) ?? values.FirstOrDefault() ?? "";
    }

    /// <summary>Upstream puts some errors at the root and the field into the text.</summary>
    private static string Named(string detail) =>
        Nested().Match(detail) is { Success: true } match ? match.Groups[1].Value + match.Groups[2].Value : "";

    private static ParsedClusterNetwork Failed(string file, int line, int column, string problem, string fix) =>
        new("", null, null, [new DocumentProblem(file, line, column, "", problem, fix)], new SourceMap());

    [GeneratedRegex(@"\[\d+\]")]
    private static partial Regex Position();

    [GeneratedRegex("\"([^\"]*)\"")]
    private static partial Regex Quoted();

    [GeneratedRegex("^\"([^\"]+)\" must |^Checked value must be .* in ([^ ]+)$")]
    private static partial Regex Nested();
}
