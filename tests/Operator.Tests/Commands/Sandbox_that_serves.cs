using System.Text;
using CniOperator.Commands;
using CniOperator.Output;

namespace CniOperator.Operator.Tests.Commands;

public sealed class Sandbox_that_serves
{
    private const string Marker = "export KUBECONFIG=";

    [Fact]
    public async Task Names_a_kubeconfig_that_is_there_until_it_is_told_to_stop()
    {
        using var stop = new CancellationTokenSource();
        using var output = new MarkedWriter("kubectl get");
        var run = CommandLine.RunAsync(
            ["sandbox", "--serve", "--nodes", "1"],
            new CommandIo(output, TextWriter.Null, TextReader.Null, IsTerminal: false),
            stop.Token
        );
        await output.Seen.WaitAsync(TimeSpan.FromSeconds(60));
        var path = output.ToString().Split(Marker)[1].Split('\n')[0].Trim();
        Assert.Contains("current-context: cni-operator-sandbox", await File.ReadAllTextAsync(path), StringComparison.Ordinal);

        await stop.CancelAsync();
        Assert.Equal(ExitCode.Ok, await run.WaitAsync(TimeSpan.FromSeconds(60)));
        Assert.False(File.Exists(path));
    }

    /// <summary>Completes a task when a text was written.</summary>
    private sealed class MarkedWriter(string marker) : TextWriter
    {
        private readonly StringBuilder _text = new();
        private readonly TaskCompletionSource _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Seen => _seen.Task;

        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value)
        {
            lock (_text)
            {
                _text.Append(value);
                if (value == '\n' && _text.ToString().Contains(marker, StringComparison.Ordinal))
                    _seen.TrySetResult();
            }
        }

        public override string ToString()
        {
            lock (_text)
                return _text.ToString();
        }
    }
}
