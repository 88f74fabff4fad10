using CniOperator.Kubernetes.Documents;

namespace CniOperator.Core.Tests.Rendering;

public sealed class Samples_render_as_recorded
{
    private const string UpdateVariable = "UPDATE_GOLDEN";

    public static TheoryData<string> Samples => [.. Sample.Files.Select(f => Path.GetFileNameWithoutExtension(f)!)];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Every_sample_renders_as_its_golden_folder_says(string sample)
    {
        var result = Sample.OfFile(Path.Combine(Sample.SamplesFolder, sample + ".yaml")).Render();
        var files = result
            .Objects.Select(
                (o, i) => ($"{i + 1:00}-{o.Key.Kind.ToLowerInvariant()}-{o.Key.Name.Replace(':', '-')}.yaml", YamlWriter.Write(o.Json))
            )
            .Append(
                ("findings.txt", string.Concat(result.Findings.Select(f => $"{f.Severity} {f.Rule} {f.Subject}: {f.Message} {f.Fix}\n")))
            )
            .Where(f => f.Item2.Length > 0)
            .ToDictionary(f => f.Item1, f => f.Item2);
        var folder = Path.Combine(Sample.GoldenFolder, sample);
        if (Environment.GetEnvironmentVariable(UpdateVariable) == "1")
            Record(folder, files);

        Assert.True(Directory.Exists(folder), $"{folder} is missing; run the tests with {UpdateVariable}=1 to record it");
        var recorded = Directory.GetFiles(folder).ToDictionary(f => Path.GetFileName(f), File.ReadAllText);
        Assert.Equal(recorded.Keys.Order(StringComparer.Ordinal), files.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, text) in files)
            Assert.Equal(recorded[name], text);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Rendering_twice_gives_the_same_bytes(string sample)
    {
        var request = Sample.OfFile(Path.Combine(Sample.SamplesFolder, sample + ".yaml"));

        Assert.Equal(Text(request), Text(request));

        static string Text(Core.Rendering.RenderRequest r) => string.Concat(r.Render().Objects.Select(o => o.Json.ToJsonString()));
    }

    private static void Record(string folder, Dictionary<string, string> files)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        foreach (var (name, text) in files)
            File.WriteAllText(Path.Combine(folder, name), text);
    }
}
