using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace CniOperator.Benchmarks.EndToEnd;

/// <summary>
/// <c>kubectl apply --server-side</c> of the rendered objects, from its start to its end. Its discovery cache is kept between runs.
/// </summary>
internal sealed partial class Kubectl(Stage stage, string folder)
{
    private readonly string _kubectl = Path.Combine(Environment.GetEnvironmentVariable("KUBEBUILDER_ASSETS")!, "kubectl");

    /// <summary>How long it took, and how many requests it made when asked to tell.</summary>
    internal async Task<(TimeSpan Time, int Requests)> RunAsync(bool count)
    {
        var manifests = Path.Combine(folder, "objects.json");
        await File.WriteAllTextAsync(manifests, string.Join('\n', stage.Objects.Select(o => o.Json.ToJsonString())));
        var begun = TimeProvider.System.GetTimestamp();
        using var process = Start(["apply", "--server-side", "--force-conflicts", "-f", manifests, count ? "-v=6" : "-v=0"]);
        var said = new StringBuilder();
        process.ErrorDataReceived += (_, line) => said.AppendLine(line.Data);
        process.BeginErrorReadLine();
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var time = TimeProvider.System.GetElapsedTime(begun);
        return process.ExitCode == 0
            ? (time, Request().Count(said.ToString()))
            : throw new InvalidOperationException($"kubectl apply failed: {said}");
    }

    private Process Start(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(_kubectl, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["KUBECONFIG"] = Path.Combine(folder, "kubeconfig");
        start.Environment["KUBECACHEDIR"] = Path.Combine(folder, "cache");
        return Process.Start(start) ?? throw new InvalidOperationException($"{_kubectl} did not start");
    }

    // One line for each answer: verb="PATCH" url="https://..." in newer versions, PATCH https://... in older ones.
    [GeneratedRegex("verb=\"|(?:GET|PATCH|POST|PUT) https://")]
    private static partial Regex Request();
}
